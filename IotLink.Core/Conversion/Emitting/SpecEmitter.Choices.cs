using System.Linq.Expressions;
using System.Reflection;
using IotLink.Core.Conversion.Plans;
using IotLink.Core.Products;

namespace IotLink.Core.Conversion.Emitting;

/// <summary>What chooses by a value, and what turns elements into readings of their own.</summary>
internal sealed partial class SpecEmitter
{
    private static readonly MethodInfo SampleBegin = ((Func<MetricSchema, MetricValues?>)new DecodedSamples().Begin).Method;
    private static readonly MethodInfo SampleEnd = ((Action<double, double>)new DecodedSamples().End).Method;
    private static readonly MethodInfo SampleStamp = ((Action<double>)new DecodedSamples().Stamp).Method;

    private void Switch(SwitchStep step)
    {
        Move();
        var before = _position;
        var bit = -1;
        var other = step.Default is null ? GiveUp() : Case(step.Default);
        Add(step.IsText ? ByText() : ByNumber());
        _position = new(0, Math.Max(0, bit), 0);

        Expression Case(PlanStep[] steps)
        {
            _position = before;
            var (code, end) = Aside(() => Steps(steps));
            if (bit >= 0 && bit != end) Unknown();
            bit = end;
            return code;
        }

        Expression ByText()
        {
            var word = Local<string>("on");
            var chain = other;
            foreach (var (text, steps) in step.Words.Reverse())
                chain = Expression.IfThenElse(Expression.Equal(word, Expression.Constant(text)), Case(steps), chain);
            return Expression.Block(Expression.Assign(word, Value(step.On)), chain);
        }

        Expression ByNumber()
        {
            var (value, key) = (Local<double>("on"), Local<long>("key"));
            var (otherwise, done) = (Expression.Label("otherwise"), Expression.Label("chosen"));
            var cases = step.Cases.Select(c => Expression.SwitchCase(Case(c.Value), Expression.Constant(c.Key))).ToList();
            var ranged = other;
            foreach (var (from, to, steps) in step.Ranges.Reverse())
            {
                var within = Expression.AndAlso(
                    Expression.Equal(Expression.Convert(key, typeof(double)), value),
                    Expression.AndAlso(
                        Expression.GreaterThanOrEqual(key, Expression.Constant(from)),
                        Expression.LessThanOrEqual(key, Expression.Constant(to))));
                ranged = Expression.IfThenElse(within, Case(steps), ranged);
            }

            var decided = new List<Expression> { Expression.Assign(value, Number(step.On)), Expression.Assign(key, Expression.Convert(value, typeof(long))) };
            if (cases.Count > 0)
            {
                decided.Add(Expression.IfThen(Expression.NotEqual(Expression.Convert(key, typeof(double)), value), Expression.Goto(otherwise)));
                decided.Add(Expression.Switch(typeof(void), key, Expression.Goto(otherwise), null, cases));
                decided.Add(Expression.Goto(done));
                decided.Add(Expression.Label(otherwise));
            }

            return Expression.Block(typeof(void), [.. decided, ranged, Expression.Label(done)]);
        }
    }

    /// <summary>While the element is read, metrics go to a reading of its own.</summary>
    private void Sample(SamplePlan samples, PlanStep inner)
    {
        var around = Local<MetricValues>("around");
        Add(Expression.Assign(around, _into));
        Add(Expression.Assign(_into, Expression.Call(_samples, SampleBegin, Expression.Property(_into, nameof(MetricValues.Schema)))));
        Add(Expression.IfThen(Expression.Equal(_into, Expression.Constant(null, typeof(MetricValues))), GiveUp()));
        Inner(inner);
        var (time, ago) = (Local<double>("time"), Local<double>("ago"));
        Add(Expression.Assign(time, samples.Time is null ? Expression.Constant(double.NaN) : Number(samples.Time)));
        Add(Expression.Assign(ago, samples.Ago is null ? Expression.Constant(double.NaN) : Number(samples.Ago)));
        Add(Expression.Call(_samples, SampleEnd, time, ago));
        Add(Expression.Assign(_into, around));
    }
}
