using System.Linq.Expressions;
using IotLink.Core.Conversion.Plans;
using IotLink.Core.Products;

namespace IotLink.Core.Conversion.Emitting;

/// <summary>What branches, loops and moves the place of reading about.</summary>
internal sealed partial class SpecEmitter
{
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
