using MarathonLb.Asking;
using MarathonLb.Asking.Routing;

namespace MarathonLb.Http;

/// <summary>Answers questions about what the running load balancer makes of Marathon's apps. Safe to call from any thread.</summary>
internal interface IAskable
{
    /// <summary>What becomes of an app and why, secrets masked; null if there is no such app.</summary>
    AppExplanation? Explain(string app);

    /// <summary>The apps whose ids look most like one that there is not.</summary>
    UnknownApp Unknown(string app);

    /// <summary>Which way a request goes, secrets masked.</summary>
    /// <param name="request">The request.</param>
    /// <param name="url">What it was read from.</param>
    RouteAnswer Route(RouteRequest request, string url);
}
