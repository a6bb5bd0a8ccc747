using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Emit;

namespace MarathonLb.Generators.Tests.Harness;

/// <summary>
/// The program's declarations with what the generators make of them, compiled and loaded: tests call it through a small driver.
/// </summary>
internal static class LiveModel
{
    /// <summary>Speaks to the generated code in types that this assembly knows.</summary>
    private const string DriverSource = """
        using System.Reflection;
        using System.Text;
        using MarathonLb.Apps.Labels;
        using MarathonLb.Templates;

        public static class TestDriver
        {
            public static string? ParseKey(byte[] key) =>
                LabelKeys.TryParse(key, out LabelKey result) ? $"{result.Id} {result.Template} {result.Index}"
                : result == default ? null : "left behind: " + result;

            public static long AllocatedByParsing(byte[][] keys)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                foreach (byte[] key in keys) LabelKeys.TryParse(key, out _);
                return GC.GetAllocatedBytesForCurrentThread() - before;
            }

            public static object? SetService(string id, string[] values, out string problem)
            {
                ServiceLabels labels = new();
                problem = "";
                foreach (string value in values)
                {
                    if (!labels.TrySet(Enum.Parse<LabelId>(id), value, out LabelProblem found)) problem = found.ToString();
                }

                return typeof(ServiceLabels).GetProperty(id, BindingFlags.NonPublic | BindingFlags.Instance)!.GetValue(labels);
            }

            public static void SetOnApp(string id) => new AppLabels().TrySet(Enum.Parse<LabelId>(id), "x", out _);

            public static string[] LabelIds() => Enum.GetNames<LabelId>();

            public static string[] Labels() => LabelTable.All
                .Select(label => $"{label.Id} {label.Name} {label.Scope} {label.Kind} {label.Fault} | {label.Doc} | {label.Example}")
                .ToArray();

            public static string LabelOf(string id) => LabelTable.Of(Enum.Parse<LabelId>(id)).Name;

            public static string FaultOf(string id) => LabelTable.FaultOf(Enum.Parse<LabelId>(id)).ToString();

            public static string[] Overrides() => LabelTable.TemplateOverrides;

            public static string? Nearest(string name) => LabelTable.Nearest(name);

            public static string[] Templates() => TemplateTable.All.Select(Show).ToArray();

            public static string TemplateOf(string name) => Show(TemplateTable.Of(Enum.Parse<TemplateName>(name)));

            public static string ParseTemplate(string fullName) => TemplateTable.TryParse(fullName, out TemplateName name) + " " + name;

            public static string[] Offered(string name) => Enum.GetValues<Placeholder>()
                .Where(TemplateTable.Of(Enum.Parse<TemplateName>(name)).Offers).Select(item => item.ToString()).ToArray();

            public static string ParsePlaceholder(string text) =>
                PlaceholderNames.TryParse(text, out Placeholder placeholder) + " " + placeholder;

            public static string PlaceholderOf(string name) => PlaceholderNames.Of(Enum.Parse<Placeholder>(name));

            public static string DefaultText(string name) => DefaultTemplates.Text(Enum.Parse<TemplateName>(name));

            public static bool IsSameProgram(string name)
            {
                TemplateName template = Enum.Parse<TemplateName>(name);
                return ReferenceEquals(DefaultTemplates.Program(template), DefaultTemplates.Program(template));
            }

            public static string Render(string name)
            {
                TemplateProgram program = DefaultTemplates.Program(Enum.Parse<TemplateName>(name));
                StringBuilder text = new();
                foreach (TemplateSegment segment in program.Segments)
                {
                    text.Append(segment.Placeholder == Placeholder.None
                        ? Encoding.UTF8.GetString(program.Literals.AsSpan(segment.Start, segment.Length))
                        : $"<{segment.Placeholder}>");
                }

                return text.ToString();
            }

            private static string Show(TemplateDeclaration template) =>
                $"{template.Name} {template.FullName} {template.Syntax} {template.Overridable} {template.PerService} "
                + $"{template.OverriddenBy} [{string.Join(' ', template.Placeholders)}] {template.Doc.Length > 0}";
        }
        """;

    /// <summary>The generators' run behind it.</summary>
    public static GeneratorRun Run { get; } =
        GeneratorRun.Of([.. Declarations.Sources, GeneratorRun.Parse(DriverSource, "TestDriver.cs")], DeclaredTemplates.Files);

    private static readonly Lazy<Type> Driver = new(static () => Load(Run));

    /// <summary>A method of the driver.</summary>
    public static T Call<T>(string method, params object?[] arguments)
    {
        try
        {
            return (T)Driver.Value.GetMethod(method)!.Invoke(null, arguments)!;
        }
        catch (TargetInvocationException e) when (e.InnerException is not null)
        {
            throw e.InnerException;
        }
    }

    /// <summary>A method of the driver as a delegate, for many calls.</summary>
    public static T Method<T>(string method)
        where T : Delegate => Driver.Value.GetMethod(method)!.CreateDelegate<T>();

    /// <summary>Compiles and loads a run's output, and gives the driver in it.</summary>
    public static Type Load(GeneratorRun run)
    {
        using MemoryStream assembly = new();
        EmitResult result = run.Output.Emit(assembly);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics.Where(static item => item.Severity == DiagnosticSeverity.Error)));
        return Assembly.Load(assembly.ToArray()).GetType("TestDriver")!;
    }
}
