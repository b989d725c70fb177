using System.Linq.Expressions;
using System.Reflection;
using IotLink.Core.Conversion.Plans;
using IotLink.Core.Expressions;
using IotLink.Core.Products;

namespace IotLink.Core.Conversion.Emitting;

/// <summary>What reads single values and reports them.</summary>
internal sealed partial class SpecEmitter
{
    private Expression Here => _position.Bytes == 0 ? _at : Expression.Add(_at, Expression.Constant(_position.Bytes));

    private void Number(NumberStep step)
    {
        if (step.Type is not BitsType) Align();
        var bits = Local<ulong>("bits");
        var (loaded, raw, finite) = Load(step.Type, bits);
        _position = _position.After(step.Type is BitsType { Count: var count } ? count : 8 * FixedSize.BytesOf(step.Type));
        if (loaded is not null) Add(Expression.Assign(bits, loaded));
        if (step.Value.Flags.Length > 0) Flags(step.Value, step.Type is FloatType or BcdType ? Expression.Constant(0UL) : bits);
        Report(step.Value, raw, finite, step.Type is IntegerType { Bytes: <= 4 } or BitsType { Count: <= 32 });
    }

    /// <returns>How the bits are loaded; null when <c>Raw</c> loads them itself. Whether the raw value is always finite.</returns>
    private (Expression? Loaded, Expression Raw, bool Finite) Load(FieldType type, ParameterExpression bits)
    {
        switch (type)
        {
            case IntegerType { WordSwapped: true } swapped:
                var low = Bytes(2, swapped.Order, 0);
                var high = Bytes(2, swapped.Order, 2);
                return (Expression.Or(low, Expression.LeftShift(high, Expression.Constant(16))), Signed(bits, swapped.Signed, 32), true);
            case IntegerType integer:
                return (Bytes(integer.Bytes, integer.Order, 0), Signed(bits, integer.Signed, integer.Bytes * 8), true);
            case BitsType bit:
                return (Bits(bit), Signed(bits, bit.Signed, bit.Count), true);
            case FloatType real:
                return (Bytes(real.Bytes, real.Order, 0), Call(nameof(EmittedCalls.Float), bits, Expression.Constant(real.Format)), false);
            case BcdType bcd:
                return (null, Call(nameof(EmittedCalls.Bcd), _data, Here, Expression.Constant(bcd.Bytes), Expression.Constant(bcd.Digits)), false);
            default:
                var truth = Expression.Condition(Expression.Equal(bits, Expression.Constant(0UL)), Expression.Constant(0d), Expression.Constant(1d));
                return (Bytes(1, ByteOrder.Big, 0), truth, true);
        }
    }

    private Expression Bits(BitsType type)
    {
        var bytes = (_position.Bit + type.Count + 7) / 8;
        if (bytes > 8)
            return Call(nameof(EmittedCalls.Bits), _data, Here, Expression.Constant(bytes), Expression.Constant(_position.Bit), Expression.Constant(type.Count), Expression.Constant(type.Order));
        var shift = type.Order == ByteOrder.Big ? (bytes * 8) - _position.Bit - type.Count : _position.Bit;
        Expression value = Bytes(bytes, type.Order, 0);
        if (shift > 0) value = Expression.RightShift(value, Expression.Constant(shift));
        return type.Count == 64 ? value : Expression.And(value, Expression.Constant((1UL << type.Count) - 1));
    }

    private MethodCallExpression Bytes(int count, ByteOrder order, int offset) =>
        Expression.Call(ByteLoads.Of(count, order), _data, offset == 0 ? Here : Expression.Add(Here, Expression.Constant(offset)));

    private static UnaryExpression Signed(Expression bits, bool signed, int count)
    {
        if (!signed) return Expression.Convert(count == 64 ? bits : Expression.Convert(bits, typeof(long)), typeof(double));
        var shift = Expression.Constant(64 - count);
        return Expression.Convert(Expression.RightShift(Expression.Convert(Expression.LeftShift(bits, shift), typeof(long)), shift), typeof(double));
    }

    private void Compute(ComputeStep step)
    {
        if (step.Format is not null || step.Value.Kind == NameKind.Text)
        {
            Report(step.Value, step.Format is null ? Value(step.Expression!) : Template(step.Format));
            return;
        }

        var raw = Local<double>("computed");
        Add(Expression.Assign(raw, Value(step.Expression!)));
        if (step.Value.Flags.Length > 0) Flags(step.Value, Call(nameof(EmittedCalls.Pattern), raw));
        Report(step.Value, raw, finite: false, small: false);
    }

    private void Text(TextStep step)
    {
        Align();
        if (step.Type is TimeType time)
        {
            var text = Call(nameof(EmittedCalls.Time), _data, Here, Expression.Constant(time), Expression.Constant(step.Field.TimePattern, typeof(string)));
            _position = _position.After(8 * time.Bytes);
            Report(step.Value, text);
            return;
        }

        Move();
        _position = default;
        var found = Local<string>("found");
        if (step.Type is TextType type)
        {
            var mark = step.Field.Terminator ?? (type.Terminated ? 0 : -1);
            Add(Expression.Assign(found, Call(nameof(EmittedCalls.Text), _data, _at, _end, Expression.Constant(mark), Expression.Constant(type.Terminated), Expression.Constant(step.Field.Encoding))));
            Add(Expression.IfThen(Expression.Not(IsText(found)), GiveUp()));
        }
        else
        {
            Add(Expression.Assign(found, Call(nameof(EmittedCalls.Hex), _data, _at, Expression.Subtract(_end, _at))));
            Add(Expression.Assign(_at, _end));
        }

        Report(step.Value, found);
    }

    private void Contents(BytesStep step)
    {
        Align();
        if (step.Field.Contents is { } expected)
        {
            Add(Expression.IfThen(Expression.Not(Call(nameof(EmittedCalls.Same), _data, Here, Expression.Constant(expected.ToArray()))), GiveUp()));
            _position = _position.After(8 * expected.Count);
            return;
        }

        Add(Expression.Assign(_at, _end));
        _position = default;
    }

    private Expression Truth(BoundExpression expression) => Emitter(expression).Truth(expression.Source.Root);

    private Expression Number(BoundExpression expression) => Value(expression);

    private Expression Value(BoundExpression expression) => Emitter(expression).Value(expression.Source.Root);

    private ExpressionEmitter Emitter(BoundExpression expression) => new(name => Read(expression.Slots[name.Name]));

    private Expression Read(Slot slot)
    {
        if (slot == Slot.FPort) return _fPort;
        if (slot == Slot.Length) return _length;
        if (slot == Slot.Left) return Expression.Subtract(_end, _position.Used == 0 ? _at : Expression.Add(_at, Expression.Constant(_position.Used)));
        if (slot == Slot.Position) return Expression.Subtract(Here, _start);
        return Variable(slot);
    }

    private ParameterExpression Variable(Slot slot)
    {
        if (!_slots.TryGetValue(slot, out var variable))
            _slots[slot] = variable = Expression.Variable(slot.IsText ? typeof(string) : typeof(double), $"slot{slot.Index}");
        return variable;
    }

    private static ConstantExpression Unset(Slot slot) => slot.IsText ? Expression.Constant(null, typeof(string)) : Expression.Constant(double.NaN);

    private void Keep(Slot[] targets, Expression value)
    {
        foreach (var slot in targets) Add(Expression.Assign(Variable(slot), value));
    }

    private static MethodCallExpression Call(string method, params Expression[] arguments) =>
        Expression.Call(typeof(EmittedCalls).GetMethod(method, BindingFlags.Static | BindingFlags.Public)!, arguments);
}
