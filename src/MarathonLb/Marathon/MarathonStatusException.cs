using System.Net;

namespace MarathonLb.Marathon;

/// <summary>Marathon answered, but with a status that is no success.</summary>
internal sealed class MarathonStatusException : Exception
{
    public MarathonStatusException()
    {
    }

    public MarathonStatusException(string message)
        : base(message)
    {
    }

    public MarathonStatusException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <param name="status">The status.</param>
    /// <param name="message">What it means, in plain words.</param>
    public MarathonStatusException(HttpStatusCode status, string message)
        : base(message) =>
        Status = status;

    /// <summary>The status.</summary>
    public HttpStatusCode Status { get; }
}
