using System.Linq.Expressions;
using System.Reflection;
using IotLink.Core.Conversion.Plans;
using IotLink.Core.Products;

namespace IotLink.Core.Conversion.Emitting;

/// <summary>What branches, loops and moves the place of reading about.</summary>
internal sealed partial class SpecEmitter
{
    private static readonly MethodInfo SampleBegin = ((Func<MetricSchema, MetricValues?>)new DecodedSamples().Begin).Method;
    private static readonly MethodInfo SampleEnd = ((Action<double, double>)new DecodedSamples().End).Method;
    private static readonly MethodInfo SampleStamp = ((Action<double>)new DecodedSamples().Stamp).Method;

    /// <summary>Two ways that meet again; both must end at the same bit of a byte.</summary>
    private void Branch(Func<Expression> condition, Action then, Action otherwise)
    {
        Move();
        var before = _position;
        var truth = condition();
        var (first, bit) = Aside(then);
        _position = before;
        var (second, otherBit) = Aside(otherwise);
        if (bit != otherBit) Unknown();
        Add(Expression.IfThenElse(truth, first, second));
        _position = new(0, bit, 0);
    }

    /// <summary>Code that is not added yet, and the bit it ends at.</summary>
    private (Expression Code, int Bit) Aside(Action write)
    {
        var outer = _code;
        _code = [];
        write();
        Move();
        var code = _code.Count == 0 ? (Expression)Expression.Empty() : Expression.Block(typeof(void), _code);
        _code = outer;
        return (code, _position.Bit);
    }

    /// <summary>A computed value takes no bytes: nothing known about the place is lost.</summary>
    private void Condition(BoundExpression condition, ComputeStep compute)
    {
        var truth = Truth(condition);
        var outer = _code;
        _code = [];
        Compute(compute);
        var inner = Expression.Block(typeof(void), _code);
        _code = outer;
        Add(Expression.IfThen(truth, inner));
    }

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

    private void Call(GroupStep step)
    {
        Align();
        foreach (var slot in step.Body.Own) Add(Expression.Assign(Variable(slot), Unset(slot)));
        foreach (var (targets, value) in step.Arguments) Keep(targets, Number(value));
        Steps(step.Body.Steps);
        Steps(step.Body.Instances);
    }

    private void Group(TypePlan body)
    {
        Align();
        Steps(body.Steps);
        Steps(body.Instances);
    }

    private void Repeat(RepeatStep step)
    {
        Move();
        if (_position.Bit != 0) Unknown();
        var (i, before) = (Local<int>("i"), Local<int>("before"));
        var (count, outer) = (Local<double>("count"), Local<double>("outer"));
        var (end, index) = (Expression.Label("end"), Variable(Slot.LoopIndex));
        var isCount = step.Kind == RepeatKind.Count;
        Add(Expression.Assign(outer, index));
        Add(Expression.Assign(i, Expression.Constant(0)));
        Add(Expression.Assign(count, isCount ? Number(step.Expression!) : Expression.Constant(double.PositiveInfinity)));
        if (isCount) Add(Expression.IfThen(Expression.GreaterThan(count, Expression.Constant((double)SpecLimits.Repeat)), GiveUp()));
        _position = default;
        var (body, bit) = Aside(() =>
        {
            var more = isCount
                ? Expression.LessThan(Expression.Convert(i, typeof(double)), count)
                : step.Kind == RepeatKind.ToEnd ? Expression.LessThan(_at, _end) : (Expression)Expression.Constant(true);
            Add(Expression.IfThen(Expression.Not(more), Expression.Goto(end)));
            Add(Expression.IfThen(
                Expression.OrElse(
                    Expression.GreaterThanOrEqual(i, Expression.Constant(SpecLimits.Repeat)),
                    Expression.GreaterThan(Expression.PreIncrementAssign(_rounds), Expression.Constant(SpecLimits.RepeatTotal))),
                GiveUp()));
            Add(Expression.Assign(index, Expression.Convert(i, typeof(double))));
            Add(Expression.Assign(before, _at));
            if (step.Samples is null) Inner(step.Inner);
            else Sample(step.Samples, step.Inner);
            Move();
            if (step.Kind == RepeatKind.Until) Add(Expression.IfThen(Truth(step.Expression!), Expression.Goto(end)));
            if (!isCount) Add(Expression.IfThen(Expression.Equal(_at, before), GiveUp()));
            Add(Expression.PreIncrementAssign(i));
        });
        if (bit != 0) Unknown();
        Add(Expression.Loop(body, end));
        Add(Expression.Assign(index, outer));
        _position = default;
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

    private void Column(ColumnStep step)
    {
        Align();
        Move();
        var (start, end, at) = (Local<int>("start"), Local<int>("end"), Local<int>("back"));
        var (from, length, found) = (Local<int>("from"), Local<int>("length"), Local<bool>("found"));
        Add(Expression.Assign(found, Call(nameof(EmittedCalls.Column), _data, _start, _end, Expression.Constant(step.Field.Delimiter), Number(step.Column), from, length)));
        _position = default;
        var (inside, bit) = Aside(() =>
        {
            Add(Expression.Assign(start, _start));
            Add(Expression.Assign(end, _end));
            Add(Expression.Assign(at, _at));
            Add(Expression.Assign(_start, Expression.Add(_start, from)));
            Add(Expression.Assign(_at, _start));
            Add(Expression.Assign(_end, Expression.Add(_start, length)));
            Inner(step.Inner);
            Add(Expression.Assign(_at, Call(nameof(EmittedCalls.Behind), at, _end, end)));
            Add(Expression.Assign(_start, start));
            Add(Expression.Assign(_end, end));
            _position = default;
        });
        Add(Expression.IfThen(found, inside));
        _position = new(0, bit, 0);
    }

    private void At(AtStep step)
    {
        Align();
        Move();
        var (offset, back) = (Local<double>("offset"), Local<int>("back"));
        Add(Expression.Assign(offset, Number(step.Position)));
        Add(Within(offset, Expression.Subtract(_end, _start)));
        Add(Expression.Assign(back, _at));
        Add(Expression.Assign(_at, Expression.Add(_start, Expression.Convert(offset, typeof(int)))));
        _position = default;
        Inner(step.Inner);
        Add(Expression.Assign(_at, back));
        _position = default;
    }

    private void Window(WindowStep step)
    {
        Align();
        if (FixedSize.BitsOf(step) is { } bits)
        {
            _position = _position.After(bits);
            return;
        }

        if (step.Process is not null) Unknown();
        Move();
        var size = Local<double>("size");
        var (start, end, after) = (Local<int>("start"), Local<int>("end"), Local<int>("after"));
        var left = Expression.Subtract(_end, _at);
        Add(Expression.Assign(size, step.Size is null ? Expression.Convert(left, typeof(double)) : Number(step.Size)));
        Add(Within(size, left));
        Add(Expression.Assign(start, _start));
        Add(Expression.Assign(end, _end));
        Add(Expression.Assign(after, Expression.Add(_at, Expression.Convert(size, typeof(int)))));
        Add(Expression.Assign(_start, _at));
        Add(Expression.Assign(_end, after));
        _position = default;
        Inner(step.Inner);
        Add(Expression.Assign(_start, start));
        Add(Expression.Assign(_end, end));
        Add(Expression.Assign(_at, after));
        _position = default;
    }

    /// <summary>Gives up unless 0 &lt;= value &lt;= room.</summary>
    private ConditionalExpression Within(Expression value, Expression room) => Expression.IfThen(
        Expression.Not(Expression.AndAlso(
            Expression.GreaterThanOrEqual(value, Expression.Constant(0d)),
            Expression.LessThanOrEqual(value, Expression.Convert(room, typeof(double))))),
        GiveUp());
}
