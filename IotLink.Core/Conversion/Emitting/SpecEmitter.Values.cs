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
        if (step.Type is VarintType or NumeralType { Digits: null } or TimeType { Format: TimeFormat.Text })
        {
            Open(step);
            return;
        }

        var at = _position;
        var bits = Local<ulong>("bits");
        var covered = Covered(step, at.Bytes == 0 ? _at : Expression.Add(_at, Expression.Constant(at.Bytes)));
        var (loaded, raw, finite) = Load(step.Type, bits);
        _position = _position.After(step.Type is BitsType { Count: var count } ? count : 8 * FieldSizes.BytesOf(step.Type));
        if (loaded is not null) Add(Expression.Assign(bits, loaded));
        if (covered is not null)
        {
            var found = Local<double>("sum");
            Add(Expression.Assign(found, raw));
            raw = found;
            Verify(step, covered.Value, found);
        }

        if (step.Value.Flags.Length > 0) Flags(step.Value, step.Type is IntegerType or BitsType or BooleanType ? bits : Expression.Constant(0UL));
        if (step.Type is TimeType { IsCount: true } && step.Value.Absent.Length > 0)
        {
            raw = Expression.Condition(IsAbsent(step.Value, Expression.Convert(bits, typeof(double))), Expression.Constant(double.NaN), raw);
        }

        Report(step.Value, raw, finite, step.Type is IntegerType { Bytes: <= 4 } or BitsType { Count: <= 32 });
    }

    /// <summary>A number whose length its bytes tell.</summary>
    private void Open(NumberStep step)
    {
        Move();
        _position = default;
        var found = Local<double>("found");
        if (step.Type is VarintType varint)
        {
            Add(Expression.Assign(found, Call(nameof(EmittedCalls.Varint), _data, _at, _end, Expression.Constant(varint))));
            Add(Expression.IfThen(Expression.LessThan(_at, Expression.Constant(0)), GiveUp()));
        }
        else if (step.Type is TimeType time)
        {
            Add(Expression.Assign(found, Call(nameof(EmittedCalls.TextTime), _data, _at, _end, Expression.Constant(step.Field.Terminator is { } mark ? mark : -1), Expression.Constant(time))));
        }
        else
        {
            var covered = Covered(step, _at);
            var radix = Expression.Constant(((NumeralType)step.Type).Radix);
            Add(Expression.Assign(found, Call(nameof(EmittedCalls.Numeral), _data, _at, _end, Expression.Constant(step.Field.Terminator is { } end ? end : -1), radix)));
            if (covered is not null) Verify(step, covered.Value, found);
        }

        if (step.Value.Flags.Length > 0) Flags(step.Value, Expression.Constant(0UL));
        Report(step.Value, found, finite: false, small: false);
    }

    /// <summary>From where to where the checksum that stands at this place covers; null when the field is none.</summary>
    private (ParameterExpression From, ParameterExpression To)? Covered(NumberStep step, Expression at)
    {
        if (step.Field.Checksum is null) return null;
        var (from, to) = (Local<double>("from"), Local<double>("to"));
        Add(Expression.Assign(from, step.Value.ChecksumFrom is { } first ? Number(first) : Expression.Constant(0d)));
        Add(Expression.Assign(to, step.Value.ChecksumTo is { } last ? Number(last) : Expression.Convert(Expression.Subtract(at, _start), typeof(double))));
        return (from, to);
    }

    /// <summary>Gives up when <paramref name="found"/> is not the checksum of the bytes that are covered.</summary>
    private void Verify(NumberStep step, (ParameterExpression From, ParameterExpression To) covered, Expression found)
    {
        var (from, to) = covered;
        Add(Expression.Assign(_summed, Expression.Add(_summed, Expression.Subtract(to, from))));
        var good = Call(nameof(EmittedCalls.IsChecksum), _data, _start, _end, from, to, Expression.Constant(step.Field.Checksum!.Kind), found);
        Add(Expression.IfThen(
            Expression.Not(Expression.AndAlso(Expression.LessThanOrEqual(_summed, Expression.Constant((double)SpecLimits.SummedBytes)), good)), GiveUp()));
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
                return (Bits(bit), bit.AreDigits ? Call(nameof(EmittedCalls.Digits), bits, Expression.Constant(bit.Count)) : Signed(bits, bit.Signed, bit.Count), !bit.AreDigits);
            case FloatType { WordSwapped: true } real:
                var words = Expression.Or(Bytes(2, real.Order, 0), Expression.LeftShift(Bytes(2, real.Order, 2), Expression.Constant(16)));
                return (words, Call(nameof(EmittedCalls.Float), bits, Expression.Constant(real.Format)), false);
            case FloatType real:
                return (Bytes(real.Bytes, real.Order, 0), Call(nameof(EmittedCalls.Float), bits, Expression.Constant(real.Format)), false);
            case BcdType bcd:
                return (null, Call(nameof(EmittedCalls.Bcd), _data, Here, Expression.Constant(bcd.Bytes), Expression.Constant(bcd.Digits), Expression.Constant(bcd.Order)), false);
            case DecimalFloatType real:
                return (Bytes(real.Bytes, real.Order, 0), Call(nameof(EmittedCalls.DecimalFloat), bits, Expression.Constant(real.Wide)), false);
            case SmallFloatType real:
                return (Bytes(real.Bytes, real.Order, 0), Call(nameof(EmittedCalls.SmallFloat), bits, Expression.Constant(real)), false);
            case NumeralType { Digits: { } digits } numeral:
                return (null, Call(nameof(EmittedCalls.FixedNumeral), _data, Here, Expression.Constant(digits), Expression.Constant(numeral.Radix)), false);
            case TimeType time:
                var count = time.IsCount ? Bytes(time.Bytes, time.Order, 0) : null;
                return (count, Call(nameof(EmittedCalls.Seconds), _data, Here, Expression.Constant(time)), false);
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
        Move();
        _position = default;
        var found = Local<string>("found");
        Add(Expression.Assign(found, Call(nameof(EmittedCalls.Text), _data, _at, _end, Expression.Constant(step))));
        Add(Expression.IfThen(Expression.LessThan(_at, Expression.Constant(0)), GiveUp()));

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
        if (slot == Slot.Size) return Expression.Subtract(_end, _start);
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
