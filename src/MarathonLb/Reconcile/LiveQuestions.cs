using System.Text;
using MarathonLb.Apps;
using MarathonLb.Asking;
using MarathonLb.Asking.Routing;
using MarathonLb.Config;
using MarathonLb.Http;

namespace MarathonLb.Reconcile;

/// <summary>Answers questions from the last round. It takes what does not change any more (apps, services, findings) and the text on disk, never a document that the next round writes into.</summary>
/// <param name="round">Does the rounds.</param>
/// <param name="instance">Knows the running configuration.</param>
/// <param name="rules">The templates that are in force.</param>
/// <param name="apps">What the command line says about apps.</param>
/// <param name="render">What it says about the configuration's shape.</param>
internal sealed class LiveQuestions(ConfigRound round, IInstance instance, Func<RuleSet> rules, AppsOptions apps, RenderOptions render) : IAskable
{
    /// <summary>Whoever may look may ask; that shall not take more than one processor, nor more than one more document's memory.</summary>
    private readonly Lock _oneAtATime = new();

    /// <inheritdoc/>
    public AppExplanation? Explain(string app)
    {
        AskedModel asked = Model();
        return new Explainer(asked).Explain(app)?.Masked(MaskOf(asked.Model).Apply);
    }

    /// <inheritdoc/>
    public UnknownApp Unknown(string app) => new Explainer(Model()).Unknown(app);

    /// <inheritdoc/>
    public RouteAnswer Route(RouteRequest request, string url)
    {
        lock (_oneAtATime)
        {
            ReadOnlyMemory<byte> running = instance.RunningConfig;
            AppsModel model = round.Last?.Model ?? new AppsModel([], []);
            Lazy<RunningLines> lines = new(() => new RunningLines(rules(), model.Services, running.Span));
            ConfigText config = new(TextOf(running), TextOf(instance.DomainMap), TextOf(instance.AppMap), line => lines.Value.Describe(line));
            return RouteTracer.Trace(config, request, url).Masked(MaskOf(model).Apply);
        }
    }

    private static SecretMask MaskOf(AppsModel model) => new(model.Services.Select(static service => service.Labels.Auth?.Password).OfType<string>());

    private static string TextOf(ReadOnlyMemory<byte> text) => Encoding.UTF8.GetString(text.Span);

    private AskedModel Model()
    {
        Generation? last = round.Last;
        return new AskedModel(apps, render, last?.Model ?? new AppsModel([], []), last?.Findings ?? [], TextOf(instance.RunningConfig));
    }
}
