using MarathonLb.Asking;

namespace MarathonLb.Http;

/// <summary>Answers questions about what the running load balancer makes of Marathon's apps. Safe to call from any thread.</summary>
internal interface IAskable
{
    /// <summary>What becomes of an app and why, secrets masked; null if there is no such app.</summary>
    AppExplanation? Explain(string app);

    /// <summary>The apps whose ids look most like one that there is not.</summary>
    UnknownApp Unknown(string app);
}
