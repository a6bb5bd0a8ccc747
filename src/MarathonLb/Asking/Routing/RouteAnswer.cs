namespace MarathonLb.Asking.Routing;

/// <summary>Which way a request goes. Names are part of the interface: add, don't rename.</summary>
/// <param name="Url">The request.</param>
/// <param name="Outcome"><c>backend</c>, <c>redirect</c>, <c>denied</c>, <c>haproxy</c> (HAProxy answers itself) or <c>nothing</c> (503, or nobody listens).</param>
/// <param name="Reason">The outcome in words.</param>
/// <param name="Frontend">The frontend that takes the request.</param>
/// <param name="Backend">The backend that is chosen, also where a redirect or a denial follows.</param>
/// <param name="Location">Where a redirect leads.</param>
/// <param name="NeedsPassword">True if a password is asked for; the way is that of a client who knows it.</param>
/// <param name="Steps">The lines that decided, in order.</param>
/// <param name="Servers">The backend's servers.</param>
/// <param name="Shadowed">Lines that want the request too, and come too late.</param>
/// <param name="Doubts">Lines that may decide otherwise: a text that is not understood, or what only the client's address tells.</param>
internal sealed record RouteAnswer(
    string Url,
    string Outcome,
    string Reason,
    string? Frontend,
    string? Backend,
    string? Location,
    bool NeedsPassword,
    IReadOnlyList<RouteLine> Steps,
    IReadOnlyList<string> Servers,
    IReadOnlyList<RouteLine> Shadowed,
    IReadOnlyList<RouteLine> Doubts)
{
    /// <summary>The same with secrets masked in the lines that it quotes.</summary>
    public RouteAnswer Masked(Func<string, string> mask)
    {
        return this with { Steps = Masked(Steps), Shadowed = Masked(Shadowed), Doubts = Masked(Doubts) };

        IReadOnlyList<RouteLine> Masked(IReadOnlyList<RouteLine> lines) => [.. lines.Select(line => line with { Text = mask(line.Text) })];
    }
}

/// <summary>A line of the configuration that has to do with a request.</summary>
/// <param name="Line">Its number.</param>
/// <param name="Text">Its text.</param>
/// <param name="Owner">The app and template that it came from, or the backend that it means; null if it can't be told.</param>
internal sealed record RouteLine(int Line, string Text, string? Owner);
