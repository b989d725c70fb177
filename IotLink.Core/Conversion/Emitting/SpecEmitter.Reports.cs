using System.Linq.Expressions;
using IotLink.Core.Conversion.Plans;
using IotLink.Core.Products;

namespace IotLink.Core.Conversion.Emitting;

/// <summary>What a value goes through before it is a metric: scale, round, clamp, check, name.</summary>
internal sealed partial class SpecEmitter
{
    /// <param name="finite">The raw value is never NaN or infinite.</param>
    /// <param name="small">It is a whole number of at most 32 bits.</param>
    private void Report(ValuePlan plan, Expression raw, bool finite, bool small)
    {
        if (!plan.IsUseful) return;
        var value = Local<double>("value");
        if (raw is not ParameterExpression && (!finite || plan.Absent.Length > 0 || plan.IsInvolved))
        {
            var once = Local<double>("raw");
            Add(Expression.Assign(once, raw));
            raw = once;
        }

        var shaped = plan.IsInvolved ? Involved(plan, raw) : Shape(plan, raw, small);
        var fromTime = plan.Field.Type is TimeType;
        if (plan.Absent.Length > 0 && !fromTime)
        {
            shaped = Expression.Condition(IsAbsent(plan, raw), Expression.Constant(double.NaN), shaped);
        }

        if (finite && plan.IsInvolved) shaped = Call(nameof(EmittedCalls.Finite), shaped);
        var always = finite && plan.Absent.Length == 0 && !plan.IsInvolved;
        if (!finite)
            shaped = Expression.Condition(Call(nameof(double.IsFinite), raw, typeof(double)), Call(nameof(EmittedCalls.Finite), shaped), Expression.Constant(double.NaN));
        Add(Expression.Assign(value, shaped));
        Keep(plan.Targets, value);
        if (plan.Field.Valid is { } valid) Check(plan, valid, value, always);
        if (plan.Field.IsEventTime) Add(Expression.Call(_samples, SampleStamp, value));
        if (plan.Metric is { } metric)
            Add(always ? Set(plan, metric, value) : Expression.IfThen(Expression.Equal(value, value), Set(plan, metric, value)));
    }

    private void Report(ValuePlan plan, Expression text)
    {
        var value = Local<string>("words");
        Add(Expression.Assign(value, text));
        Keep(plan.Targets, value);
        if (plan.Metric is not { } metric) return;
        if (plan.Field.Enum is { } names) Add(Expression.Assign(value, Expression.Call(Expression.Constant(names), nameof(EnumSpec.NameOf), null, value)));
        Add(Expression.IfThen(IsText(value), Named(metric, slot => SetText(slot, value))));
    }

    private static Expression IsAbsent(ValuePlan plan, Expression raw) =>
        plan.Absent.Select(a => a.From == a.To
            ? (Expression)Expression.Equal(raw, Expression.Constant(a.From))
            : Expression.AndAlso(Expression.GreaterThanOrEqual(raw, Expression.Constant(a.From)), Expression.LessThanOrEqual(raw, Expression.Constant(a.To))))
        .Aggregate(Expression.OrElse);

    /// <summary>The longer way: sign, lookup, an expression of its own, a scale that depends on other values, the device's time zone.</summary>
    private BlockExpression Involved(ValuePlan plan, Expression raw)
    {
        var (value, it) = (Local<double>("involved"), Variable(Slot.Value));
        var code = new List<Expression> { Expression.Assign(value, raw) };
        if (plan.Field.Sign != SignCoding.None)
            code.Add(Expression.Assign(value, Call(nameof(EmittedCalls.Signed), value, Expression.Constant(plan.SignBits), Expression.Constant(plan.Field.Sign))));
        if (plan.Field.Lookup is { } table) code.Add(Expression.Assign(value, Expression.Call(Expression.Constant(table), nameof(NumberTable.Of), null, value)));
        code.Add(Expression.Assign(it, value));
        if (plan.Transform is { } transform)
        {
            code.Add(Expression.Assign(value, Number(transform)));
            code.Add(Expression.Assign(it, value));
        }

        if (plan.IsDynamic)
        {
            var scale = plan.Scale is null ? Expression.Constant(1d) : Number(plan.Scale);
            var offset = plan.Offset is null ? Expression.Constant(0d) : Number(plan.Offset);
            code.Add(Expression.Assign(value, Call(nameof(EmittedCalls.Scaled), value, scale, offset)));
        }

        code.Add(Expression.Assign(value, plan.Field.Pieces.Count > 0
            ? Expression.Call(Expression.Constant(plan), nameof(ValuePlan.Shape), null, value)
            : Shape(plan, value, small: false)));
        if (plan.UtcOffset is { } utc) code.Add(Expression.Assign(value, Expression.Subtract(value, Expression.Multiply(Expression.Constant(3600d), Number(utc)))));
        code.Add(value);
        return Expression.Block(typeof(double), code);
    }

    private static Expression Shape(ValuePlan plan, Expression raw, bool small)
    {
        var value = raw;
        var linear = plan.Field.Linear;
        if (linear is not null && linear.Factor != 1) value = Expression.Multiply(value, Expression.Constant(linear.Factor));
        if (linear is not null && linear.Addend != 0) value = Expression.Add(value, Expression.Constant(linear.Addend));
        var divisor = linear?.Divisor ?? 1;
        if (plan.Field.Round is { } digits && !IsRound(linear, digits, small))
        {
            var power = Expression.Constant(Math.Pow(10, digits));
            value = linear is null
                ? Call(nameof(EmittedCalls.Round), value, power)
                : Call(nameof(EmittedCalls.RoundOver), value, power, Expression.Constant(divisor));
        }
        else if (divisor != 1)
        {
            value = Expression.Divide(value, Expression.Constant(divisor));
        }

        return plan.Field.Clamp is { } clamp ? Call(nameof(EmittedCalls.Clamp), value, Expression.Constant(clamp.Min), Expression.Constant(clamp.Max)) : value;
    }

    /// <summary>Whether rounding could not change anything: a small whole number with a scale of no more digits.</summary>
    private static bool IsRound(Linear? linear, int digits, bool small) =>
        small && (linear is null || (linear.Decimals <= digits && Math.Abs(linear.Factor) * Math.Pow(10, digits) <= 1 << 20 && Math.Abs(linear.Addend) <= 1 << 30));

    private void Check(ValuePlan plan, ValidSpec valid, ParameterExpression value, bool always)
    {
        Expression? good = null;
        if (valid.Min is { } min) good = And(good, Expression.GreaterThanOrEqual(value, Expression.Constant(min)));
        if (valid.Max is { } max) good = And(good, Expression.LessThanOrEqual(value, Expression.Constant(max)));
        if (valid.AnyOf.Count > 0) good = And(good, valid.AnyOf.Select(v => (Expression)Expression.Equal(value, Expression.Constant(v))).Aggregate(Expression.OrElse));
        if (plan.ValidExpression is { } expression)
        {
            Add(Expression.Assign(Variable(Slot.Value), value));
            good = And(good, Truth(expression));
        }

        if (good is null) return;
        Expression bad = Expression.Not(good);
        if (!always) bad = Expression.AndAlso(Expression.Equal(value, value), bad);
        Add(Expression.IfThen(bad, GiveUp()));
    }

    private Expression Set(ValuePlan plan, MetricTarget metric, ParameterExpression value)
    {
        if (plan.Field.IsTime)
        {
            var shown = Local<string>("shown");
            var time = Call(nameof(EmittedCalls.Time), value, Expression.Constant(plan.Field.TimePattern, typeof(string)));
            return Expression.Block(Expression.Assign(shown, time), Expression.IfThen(IsText(shown), Named(metric, slot => SetText(slot, shown))));
        }

        if (plan.Field.Enum is { } names)
        {
            var text = Local<string>("name");
            var name = Expression.Call(Expression.Constant(new EnumTable(names)), nameof(EnumTable.NameOf), null, value);
            return Expression.Block(Expression.Assign(text, name), Expression.IfThen(IsText(text), Named(metric, slot => SetText(slot, text))));
        }

        return Named(metric, slot => plan.Kind == NameKind.Boolean
            ? Expression.Call(_into, nameof(MetricValues.SetBoolean), null, slot, Expression.NotEqual(value, Expression.Constant(0d)))
            : Expression.Call(_into, nameof(MetricValues.SetNumber), null, slot, value));
    }

    private void Flags(ValuePlan plan, Expression pattern)
    {
        var bits = Local<ulong>("flags");
        Add(Expression.Assign(bits, pattern));
        for (var i = 0; i < plan.Flags.Length; i++)
        {
            if (plan.Flags[i] is not { } flag) continue;
            var isSet = Expression.NotEqual(Expression.And(bits, Expression.Constant(1UL << i)), Expression.Constant(0UL));
            Add(Named(flag, slot => Expression.Call(_into, nameof(MetricValues.SetBoolean), null, slot, isSet)));
        }
    }

    /// <summary>Sets a metric whose slot is known now, or found by its name at run time.</summary>
    private Expression Named(MetricTarget metric, Func<Expression, Expression> set)
    {
        if (metric.Fixed is { } known) return set(Expression.Constant(known));
        if (metric.Template is not { } template) return GiveUp();
        var slot = Local<int>("slot");
        var target = Expression.Constant(metric);
        Expression found = template.Single is { } only && only.Kind != NameKind.Text && Value(only).Type == typeof(double)
            ? Expression.Call(target, nameof(MetricTarget.FindIndexed), null, Value(only))
            : Expression.Call(target, nameof(MetricTarget.FindNamed), null, Template(template));
        return Expression.Block(
            Expression.Assign(slot, found),
            Expression.IfThen(Expression.LessThan(slot, Expression.Constant(-1)), GiveUp()),
            Expression.IfThen(Expression.GreaterThanOrEqual(slot, Expression.Constant(0)), set(slot)));
    }

    private Expression Template(TemplatePlan template)
    {
        var parts = template.Parts.Select(Part).ToList();
        return parts.Count == 1 ? parts[0] : Call(nameof(EmittedCalls.Join), Expression.NewArrayInit(typeof(string), parts));
    }

    private Expression Part(TemplatePlan.Part part)
    {
        if (part.Literal is { } literal) return Expression.Constant(literal);
        var value = Value(part.Value!);
        return value.Type == typeof(string) ? value : Call(nameof(EmittedCalls.Word), value, Expression.Constant(part.Pattern, typeof(string)));
    }

    private MethodCallExpression SetText(Expression slot, Expression text) => Expression.Call(_into, nameof(MetricValues.SetText), null, slot, text);

    private static BinaryExpression IsText(Expression text) => Expression.NotEqual(text, Expression.Constant(null, typeof(string)));

    private static MethodCallExpression Call(string method, Expression argument, Type of) => Expression.Call(of, method, null, argument);
}
