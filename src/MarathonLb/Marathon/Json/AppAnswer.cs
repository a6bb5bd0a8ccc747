namespace MarathonLb.Marathon.Json;

/// <summary>The answer of <c>GET /v2/apps/{id}?embed=app.tasks</c>: <c>{"app":{…}}</c>.</summary>
/// <param name="App">The app.</param>
internal sealed record AppAnswer(MarathonApp? App);
