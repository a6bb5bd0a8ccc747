using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Fluid;
using Fluid.Values;
using MarathonLb.Templates;

namespace MarathonLb.Http.Dashboard;

/// <summary>
/// The dashboard's pages: .liquid files between one head and one foot, with style and script in the page. Whatever a page is given is escaped when it is printed; that no page prints
/// anything raw is what a test holds it to. The browser runs and loads nothing but the style and script whose hashes the policy names.
/// </summary>
internal sealed class DashboardPages
{
    private readonly Dictionary<string, IFluidTemplate> _pages = new(StringComparer.Ordinal);

    /// <summary>Reads and parses all pages.</summary>
    public DashboardPages()
    {
        string style = Read("style.css"), script = Read("script.js");
        string head = Read("head.liquid").Replace("@STYLE@", style, StringComparison.Ordinal);
        string foot = Read("foot.liquid").Replace("@SCRIPT@", script, StringComparison.Ordinal);
        FluidParser parser = LiquidDialect.CreateParser();
        foreach (string page in new[] { "overview", "findings", "rounds", "diff" }) _pages[page] = parser.Parse(head + Read(page + ".liquid") + foot);
        Policy = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'; connect-src 'self'; img-src data:; "
            + $"style-src '{HashOf(style)}'; script-src '{HashOf(script)}'";
    }

    /// <summary>The Content-Security-Policy of all pages.</summary>
    public string Policy { get; }

    /// <summary>Prints a page.</summary>
    /// <param name="page">Which.</param>
    /// <param name="values">What it shows.</param>
    public string Render(string page, params IEnumerable<(string Name, object? Value)> values)
    {
        TemplateContext context = new(DashboardModel.Options, StringComparer.Ordinal);
        context.SetValue("page", StringValue.Create(page));
        foreach ((string name, object? value) in values) context.SetValue(name, FluidValue.Create(value, DashboardModel.Options));
        return _pages[page].Render(context, HtmlEncoder.Default);
    }

    private static string HashOf(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    private static string Read(string name)
    {
        using Stream stream = typeof(DashboardPages).Assembly.GetManifestResourceStream($"dashboard/{name}")
            ?? throw new InvalidOperationException($"{name} is not embedded");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
