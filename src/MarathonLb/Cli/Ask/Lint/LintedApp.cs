using MarathonLb.Apps;
using MarathonLb.Marathon;

namespace MarathonLb.Cli.Ask.Lint;

/// <summary>An app of the file.</summary>
/// <param name="Path">Its JSON path.</param>
/// <param name="App">The app as Marathon would tell of it, with a pretended task.</param>
internal sealed record LintedApp(string Path, MarathonApp App)
{
    /// <summary>The id under which it is load balanced.</summary>
    public string BalancedId { get; } = BuiltApps.GroupOf(App) ?? App.Id;
}
