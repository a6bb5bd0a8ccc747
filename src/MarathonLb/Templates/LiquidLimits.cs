using System.Text.Encodings.Web;
using Fluid;
using Fluid.Ast;
using Fluid.Values;

namespace MarathonLb.Templates;

/// <summary>
/// Puts limits into a parsed Liquid text where Fluid has none: ranges (<c>(1..30000000)</c> is 1.2 GB in one step), captures, and the depth of
/// nesting, which is the depth of the stack at each rendering.
/// </summary>
internal sealed class LiquidLimits : AstRewriter
{
    /// <summary>Deepest nesting. 200 fits into a thread's stack of 1.5 MB, 1,000 does not, and no one can catch that.</summary>
    private const int MaxDepth = 100;

    private int _depth;

    /// <summary>Puts the limits in. Throws <see cref="InvalidDataException"/> if the text is nested too deep.</summary>
    public static IFluidTemplate Apply(IFluidTemplate template) => new LiquidLimits().VisitTemplate(template);

    /// <inheritdoc/>
    public override Statement Visit(Statement statement)
    {
        Descend();
        Statement visited = base.Visit(statement);
        _depth--;
        return visited;
    }

    /// <inheritdoc/>
    public override Expression Visit(Expression expression)
    {
        Descend();
        Expression visited = base.Visit(expression);
        _depth--;
        return visited;
    }

    /// <inheritdoc/>
    protected override Expression VisitRangeExpression(RangeExpression rangeExpression)
    {
        RangeExpression visited = (RangeExpression)base.VisitRangeExpression(rangeExpression);
        return new LimitedRange(visited.From, visited.To);
    }

    /// <summary>Goes into <c>[…]</c>, which Fluid's own rewriter leaves out.</summary>
    protected override Expression VisitMemberExpression(MemberExpression memberExpression) =>
        new MemberExpression([.. memberExpression.Segments.Select(segment => segment is IndexerSegment index ? new IndexerSegment(Visit(index.Expression)) : segment)]);

    /// <inheritdoc/>
    protected override Statement VisitCaptureStatement(CaptureStatement captureStatement)
    {
        CaptureStatement visited = (CaptureStatement)base.VisitCaptureStatement(captureStatement);
        return new LimitedCapture(visited.Identifier, visited.Statements);
    }

    private void Descend()
    {
        if (++_depth > MaxDepth) throw new InvalidDataException($"it is nested deeper than {MaxDepth} levels");
    }

    /// <summary>A range that is charged before it is made.</summary>
    private sealed class LimitedRange(Expression from, Expression to) : Expression
    {
        public override async ValueTask<FluidValue> EvaluateAsync(TemplateContext context)
        {
            decimal first = (await from.EvaluateAsync(context)).ToNumberValue();
            decimal last = (await to.EvaluateAsync(context)).ToNumberValue();
            decimal count = Math.Max(0, decimal.Truncate(last) - decimal.Truncate(first) + 1);
            LiquidBudget.Of(context).Charge((long)Math.Min(count * LiquidBudget.ElementCost, long.MaxValue));
            FluidValue[] numbers = new FluidValue[(int)count];
            for (int i = 0; i < numbers.Length; i++) numbers[i] = NumberValue.Create(decimal.Truncate(first) + i);
            return new ArrayValue(numbers);
        }
    }

    /// <summary>A capture whose text is as limited as a template's output.</summary>
    private sealed class LimitedCapture(string identifier, IReadOnlyList<Statement> statements) : TagStatement(statements)
    {
        public override async ValueTask<Completion> WriteToAsync(TextWriter writer, TextEncoder encoder, TemplateContext context)
        {
            using LimitedWriter text = new(LiquidDialect.MaxOutput);
            Completion completion = Completion.Normal;
            foreach (Statement statement in Statements)
            {
                completion = await statement.WriteToAsync(text, encoder, context);
                if (completion != Completion.Normal) break;
            }

            LiquidBudget.Of(context).Charge(text.Text.Length);
            context.SetValue(identifier, new StringValue(text.Text, encode: false));
            return completion;
        }
    }
}
