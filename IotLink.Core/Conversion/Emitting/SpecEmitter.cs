using System.Linq.Expressions;
using IotLink.Core.Conversion.Plans;
using IotLink.Core.Products;

namespace IotLink.Core.Conversion.Emitting;

/// <summary>
/// Turns a plan into code. It knows nearly all of the language; where it does not, the spec is left to the interpreter.
/// Straight runs of fields cost one length check and then only loads.
/// </summary>
internal sealed partial class SpecEmitter
{
    /// <summary>Beyond so many steps the code would be larger than it is worth.</summary>
    private const int MaxSteps = 2000;

    private readonly ParameterExpression _data = Expression.Parameter(typeof(byte).MakeByRefType(), "data");
    private readonly ParameterExpression _length = Expression.Parameter(typeof(int), "length");
    private readonly ParameterExpression _fPort = Expression.Parameter(typeof(int), "fPort");
    private readonly ParameterExpression _into = Expression.Parameter(typeof(MetricValues), "into");
    private readonly ParameterExpression _samples = Expression.Parameter(typeof(DecodedSamples), "samples");
    private readonly ParameterExpression _at = Expression.Variable(typeof(int), "at");
    private readonly ParameterExpression _start = Expression.Variable(typeof(int), "start");
    private readonly ParameterExpression _end = Expression.Variable(typeof(int), "end");
    private readonly ParameterExpression _rounds = Expression.Variable(typeof(int), "rounds");
    private readonly ParameterExpression _summed = Expression.Variable(typeof(double), "summed");
    private readonly LabelTarget _done = Expression.Label(typeof(bool), "done");
    private readonly Dictionary<Slot, ParameterExpression> _slots = [];
    private readonly List<ParameterExpression> _locals = [];
    private List<Expression> _code = [];
    private EmitPosition _position;
    private bool _unknown;
    private int _steps;

    private SpecEmitter()
    {
    }

    /// <returns>null when the plan uses something that is not known here.</returns>
    public static SpecRoutine? Emit(SpecPlan plan)
    {
        var emitter = new SpecEmitter();
        var body = emitter.Body(plan);
        return emitter._unknown ? null : Expression.Lambda<SpecRoutine>(body, emitter._data, emitter._length, emitter._fPort, emitter._into, emitter._samples).Compile();
    }

    private BlockExpression Body(SpecPlan plan)
    {
        Steps(plan.Body.Steps);
        if (plan.Messages.Length > 0) Choose(plan.Messages, 0);
        Steps(plan.Body.Instances);
        var code = _code;
        _code = [Expression.Assign(_at, Expression.Constant(0)), Expression.Assign(_start, Expression.Constant(0)), Expression.Assign(_end, _length), Expression.Assign(_rounds, Expression.Constant(0)), Expression.Assign(_summed, Expression.Constant(0d))];
        foreach (var (slot, variable) in _slots) Add(Expression.Assign(variable, Unset(slot)));
        _code.AddRange(code);
        Add(Expression.Label(_done, Expression.Constant(true)));
        return Expression.Block([_at, _start, _end, _rounds, _summed, .. _slots.Values, .. _locals], _code);
    }

    /// <summary>The first message that fits; none: given up.</summary>
    private void Choose(MessagePlan[] messages, int from)
    {
        if (from == messages.Length)
        {
            Add(GiveUp());
            return;
        }

        Branch(() => Fits(messages[from]), () => Group(messages[from].Body), () => Choose(messages, from + 1));
    }

    private Expression Fits(MessagePlan message)
    {
        Expression? fits = null;
        if (message.Spec.Ports.Count > 0) fits = And(fits, AnyOf(_fPort, message.Spec.Ports));
        if (message.Spec.Lengths.Count > 0) fits = And(fits, AnyOf(_length, message.Spec.Lengths));
        if (message.If is { } condition) fits = And(fits, Truth(condition));
        return fits ?? Expression.Constant(true);
    }

    private void Steps(PlanStep[] steps)
    {
        for (var i = 0; i < steps.Length && !_unknown; i++)
        {
            if (++_steps > MaxSteps) Unknown();
            if (FixedSize.BitsOf(steps[i]) is > 0) Require(FixedSize.Run(steps, i, _position));
            Step(steps[i]);
        }
    }

    private void Step(PlanStep step)
    {
        switch (step)
        {
            case NumberStep number: Number(number); break;
            case TextStep text: Text(text); break;
            case BytesStep bytes: Contents(bytes); break;
            case ComputeStep compute: Compute(compute); break;
            case IfStep { Inner: ComputeStep compute } condition: Condition(condition.Condition, compute); break;
            case IfStep condition: Branch(() => Truth(condition.Condition), () => Inner(condition.Inner), () => { }); break;
            case SwitchStep choice: Switch(choice); break;
            case GroupStep group: Call(group); break;
            case RepeatStep repeat: Repeat(repeat); break;
            case WindowStep window: Window(window); break;
            case AtStep at: At(at); break;
            case BlockStep block: Steps(block.Steps); break;
            case ColumnStep column: Column(column); break;
            default: Unknown(); break;
        }
    }

    private void Inner(PlanStep step) => Steps([step]);

    /// <summary>Makes sure that so many bytes behind <c>at</c> are there.</summary>
    private void Require(int bytes)
    {
        if (bytes <= _position.Checked) return;
        Add(Expression.IfThen(Expression.LessThan(Expression.Subtract(_end, _at), Expression.Constant(bytes)), GiveUp()));
        _position = _position with { Checked = bytes };
    }

    /// <summary>Moves <c>at</c> to the place of reading; whole bytes only, begun ones stay begun.</summary>
    private void Move()
    {
        if (_position.Bytes == 0) return;
        Add(Expression.AddAssign(_at, Expression.Constant(_position.Bytes)));
        _position = new(0, _position.Bit, Math.Max(0, _position.Checked - _position.Bytes));
    }

    private void Align() => _position = _position.Aligned();

    private ParameterExpression Local<T>(string name)
    {
        var variable = Expression.Variable(typeof(T), name);
        _locals.Add(variable);
        return variable;
    }

    private void Add(Expression code) => _code.Add(code);

    private GotoExpression GiveUp() => Expression.Goto(_done, Expression.Constant(false));

    private void Unknown() => _unknown = true;

    private static Expression And(Expression? left, Expression right) => left is null ? right : Expression.AndAlso(left, right);

    private static Expression AnyOf(Expression value, IReadOnlyList<int> constants) =>
        constants.Select(c => (Expression)Expression.Equal(value, Expression.Constant(c))).Aggregate(Expression.OrElse);
}
