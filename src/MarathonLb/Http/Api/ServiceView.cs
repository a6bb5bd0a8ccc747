namespace MarathonLb.Http.Api;

/// <summary>A service port of an app.</summary>
/// <param name="App">The app's id, or its deployment group's.</param>
/// <param name="Index">The n of its labels.</param>
/// <param name="Port">The service port.</param>
/// <param name="Mode">http or tcp.</param>
/// <param name="Backend">The backend's name.</param>
/// <param name="Vhosts">Its vhosts.</param>
/// <param name="Path">Its path; null without.</param>
/// <param name="Groups">The groups that expose it.</param>
/// <param name="Status">served, no servers, disabled, or other group.</param>
/// <param name="Listens">False if its address and port belong to another service.</param>
/// <param name="Auth">True if it asks for a password.</param>
/// <param name="RedirectsToHttps">True with REDIRECT_TO_HTTPS.</param>
/// <param name="Sticky">True with STICKY.</param>
/// <param name="Servers">Its servers.</param>
internal sealed record ServiceView(
    string App,
    int Index,
    int Port,
    string Mode,
    string Backend,
    string[] Vhosts,
    string? Path,
    string[] Groups,
    string Status,
    bool Listens,
    bool Auth,
    bool RedirectsToHttps,
    bool Sticky,
    ServerView[] Servers);

/// <summary>A server.</summary>
/// <param name="Name">Its name in HAProxy.</param>
/// <param name="Host">The agent, as Marathon gives it.</param>
/// <param name="Address">Where HAProxy connects to.</param>
/// <param name="Task">The task behind it.</param>
/// <param name="State">up, starting, down, drain, maintenance, or unknown if HAProxy does not tell.</param>
/// <param name="Weight">Its weight now; null if unknown.</param>
internal sealed record ServerView(string Name, string Host, string Address, string Task, string State, int? Weight);
