using Microsoft.AspNetCore.Http;

namespace MarathonLb.Http;

/// <summary>The HTTP methods that a route takes.</summary>
/// <param name="Allow">As the <c>Allow</c> header lists them.</param>
/// <param name="Get">GET.</param>
/// <param name="Head">HEAD: the answer of GET without its body.</param>
/// <param name="Post">POST.</param>
internal sealed record RouteMethods(string Allow, bool Get, bool Head, bool Post)
{
    /// <summary>Looks at something.</summary>
    public static RouteMethods Read { get; } = new("GET, HEAD", Get: true, Head: true, Post: false);

    /// <summary>Asks for something harmless. GET as in the original; not HEAD, which must have no effect.</summary>
    public static RouteMethods Signal { get; } = new("GET, POST", Get: true, Head: false, Post: true);

    /// <summary>Changes something.</summary>
    public static RouteMethods Change { get; } = new("POST", Get: false, Head: false, Post: true);

    /// <summary>True if the method is among them.</summary>
    public bool Allows(string method) =>
        (Get && HttpMethods.IsGet(method)) || (Head && HttpMethods.IsHead(method)) || (Post && HttpMethods.IsPost(method));
}
