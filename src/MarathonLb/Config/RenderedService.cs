using System.Runtime.CompilerServices;
using MarathonLb.Apps;

namespace MarathonLb.Config;

/// <summary>A service in a document, and where its lines stand there, so that the next document can copy them.</summary>
internal struct RenderedService
{
    /// <summary>The service.</summary>
    public Service Service;

    /// <summary>True if it prints the line that looks HTTP vhosts up in the map.</summary>
    public bool PrintsHttpMap;

    /// <summary>True if it prints the line that looks HTTPS vhosts up in the map.</summary>
    public bool PrintsHttpsMap;

    /// <summary>The order of its vhost rules, larger first.</summary>
    public int Weight;

    /// <summary>Its lines by kind; a length of −1 is "not printed".</summary>
    public Ranges Places;

    /// <summary>A service of which nothing is printed yet.</summary>
    public static RenderedService NotYet(Service service)
    {
        RenderedService rendered = new() { Service = service, Weight = service.Weight };
        foreach (ref Place place in rendered.Places[..]) place.Length = -1;
        return rendered;
    }

    /// <summary>A place in the document, in bytes.</summary>
    public struct Place
    {
        /// <summary>No place.</summary>
        public static readonly Place None = new() { Length = -1 };

        /// <summary>Where it begins.</summary>
        public int Start;

        /// <summary>How long it is; −1 if it is not there.</summary>
        public int Length;
    }

    /// <summary>One place for each kind of fragment that a service has at most once.</summary>
    [InlineArray((int)FragmentKind.GroupedRules)]
    public struct Ranges
    {
        private Place _first;
    }
}
