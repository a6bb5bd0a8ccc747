using System.Text;
using MarathonLb.Apps;
using MarathonLb.Asking;
using MarathonLb.Config;
using MarathonLb.Http;

namespace MarathonLb.Reconcile;

/// <summary>Answers questions from the last round. It takes what does not change any more (apps, services, findings) and the text on disk, never a document that the next round writes into.</summary>
/// <param name="round">Does the rounds.</param>
/// <param name="instance">Knows the running configuration.</param>
/// <param name="apps">What the command line says about apps.</param>
/// <param name="render">What it says about the configuration's shape.</param>
internal sealed class LiveQuestions(ConfigRound round, IInstance instance, AppsOptions apps, RenderOptions render) : IAskable
{
    /// <inheritdoc/>
    public AppExplanation? Explain(string app)
    {
        AskedModel asked = Model();
        SecretMask mask = new(asked.Model.Services.Select(static service => service.Labels.Auth?.Password).OfType<string>());
        return new Explainer(asked).Explain(app)?.Masked(mask.Apply);
    }

    /// <inheritdoc/>
    public UnknownApp Unknown(string app) => new Explainer(Model()).Unknown(app);

    private AskedModel Model()
    {
        Generation? last = round.Last;
        return new AskedModel(apps, render, last?.Model ?? new AppsModel([], []), last?.Findings ?? [], Encoding.UTF8.GetString(instance.RunningConfig.Span));
    }
}
