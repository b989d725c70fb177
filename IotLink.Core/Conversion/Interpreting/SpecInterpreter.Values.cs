using System.Globalization;
using IotLink.Core.Conversion.Framing;
using IotLink.Core.Conversion.Plans;
using IotLink.Core.Messages;
using IotLink.Core.Products;
using IotLink.Core.Products.Framing;

namespace IotLink.Core.Conversion.Interpreting;

/// <summary>Reading single values and reporting them.</summary>
internal ref partial struct SpecInterpreter
{
    private bool Number(NumberStep step)
    {
        if (step.Type is not BitsType) Align();
        var (at, bit) = (_at, _bit);
        double raw;
        int length;
        ulong pattern = 0;
        if (step.Type is NumeralType { Digits: null } numeral)
        {
            var text = UpToMark(step.Field.Terminator, out length);
            raw = OddNumbers.Numeral(text, numeral.Radix);
        }
        else if (step.Type is TimeType { Format: TimeFormat.Text } written)
        {
            raw = TextReading.Seconds(written, UpToMark(step.Field.Terminator, out length), out _);
        }
        else if (step.Type is VarintType varint)
        {
            length = OddNumbers.Varint(_data[_at.._end], varint, out raw);
            if (length == 0) return OutOfData(Math.Min(_end - _at + 1, VarintType.MaxBytes));
        }
        else
        {
            length = step.Type is BitsType { Count: var count } ? (_bit + count + 7) / 8 : FieldSizes.BytesOf(step.Type);
            if (!Need(length)) return false;
            (raw, pattern) = Read(step.Type, _data.Slice(_at, length));
        }

        if (step.Type is BitsType bits) (_at, _bit) = (_at + ((_bit + bits.Count) / 8), (_bit + bits.Count) % 8);
        else _at += length;
        if (step.Field.Checksum is { } checksum && !Verify(step, checksum, at, raw)) return false;
        var isAbsent = step.Type is TimeType { IsCount: true } time && step.Value.Absent.Length > 0
            ? step.Value.IsAbsent(TimeNumber(time, at))
            : step.Value.IsAbsent(raw);
        var value = isAbsent || !double.IsFinite(raw) ? double.NaN : Shape(step.Value, raw);
        _trace?.Number(step, Offset(at), bit, length * 8, raw, value);
        return Flags(step.Value, pattern) && Report(step.Value, value);
    }

    private readonly double TimeNumber(TimeType time, int at)
    {
        TextReading.Seconds(time, _data.Slice(at, time.Bytes), out var raw);
        return raw;
    }

    private bool Verify(NumberStep step, FieldChecksum checksum, int at, double found)
    {
        var (room, behind) = (_end - _start, _at);
        _at = at;
        var from = step.Value.ChecksumFrom is null ? 0 : Number(step.Value.ChecksumFrom);
        var to = step.Value.ChecksumTo is null ? at - _start : Number(step.Value.ChecksumTo);
        _at = behind;
        if (!(from >= 0 && to >= from && to <= room)) return Refuse(Reason.SpecInvalidValue, $"The checksum covers no bytes of the {room} there are.");
        if ((_summed += to - from) > SpecLimits.SummedBytes) return Refuse(Reason.SpecLimit, $"More than {SpecLimits.SummedBytes} bytes to sum up.");
        var expected = Checksum.Compute(checksum.Kind, _data.Slice(_start + (int)from, (int)to - (int)from));
        if (expected == found) return true;
        var digits = checksum.Kind.Width() * 2;
        var shown = double.IsFinite(found) ? ((ulong)found).ToString($"x{digits}", CultureInfo.InvariantCulture) : "no number";
        return Refuse(Reason.FrameChecksum, $"The checksum is {shown}, expected {expected.ToString($"x{digits}", CultureInfo.InvariantCulture)}.");
    }

    /// <summary>Raw to shown. NaN comes out where something it depends on is not known.</summary>
    private double Shape(ValuePlan plan, double raw)
    {
        if (!plan.IsInvolved) return plan.Shape(raw);
        var value = OddNumbers.Signed(raw, plan.SignBits, plan.Field.Sign);
        if (plan.Field.Lookup is { } table) value = table.Of(value);
        _values[Slot.Value] = value;
        if (plan.Transform is { } transform) _values[Slot.Value] = value = Number(transform);
        if (plan.IsDynamic) value = OddNumbers.Scaled(value, plan.Scale is null ? 1 : Number(plan.Scale), plan.Offset is null ? 0 : Number(plan.Offset));
        value = plan.Shape(value);
        return plan.UtcOffset is { } offset ? value - (3600 * Number(offset)) : value;
    }

    private readonly (double Raw, ulong Pattern) Read(FieldType type, ReadOnlySpan<byte> bytes)
    {
        switch (type)
        {
            case IntegerType integer:
                return (BitReading.Integer(integer, bytes, out var pattern), pattern);
            case FloatType real:
                return (BitReading.Float(real, bytes), 0);
            case BcdType bcd:
                return (BitReading.Bcd(bytes, bcd.Digits, bcd.Order), 0);
            case BitsType bits:
                var value = BitReading.Bits(bytes, _bit, bits.Count, bits.Order);
                return (bits.AreDigits ? BitReading.Digits(value, bits.Count) : bits.Signed ? BitReading.SignExtend(value, bits.Count) : value, value);
            case DecimalFloatType real:
                return (OddNumbers.DecimalFloat(BitReading.Bytes(bytes, real.Order), real.Wide), 0);
            case SmallFloatType real:
                return (OddNumbers.SmallFloat(BitReading.Bytes(bytes, real.Order), real), 0);
            case NumeralType numeral:
                return (OddNumbers.Numeral(bytes, numeral.Radix), 0);
            case TimeType time:
                return (TextReading.Seconds(time, bytes, out _), 0);
            default:
                return (bytes[0] == 0 ? 0 : 1, bytes[0]);
        }
    }

    /// <param name="length">Bytes it takes, the mark included.</param>
    private readonly ReadOnlySpan<byte> UpToMark(byte? terminator, out int length)
    {
        var bytes = _data[_at.._end];
        var end = terminator is { } mark ? bytes.IndexOf(mark) : -1;
        length = end < 0 ? bytes.Length : end + 1;
        return end < 0 ? bytes : bytes[..end];
    }

    private bool Text(TextStep step)
    {
        Align();
        var at = _at;
        byte? terminator = step.Field.Terminator ?? (step.Type is TextType { Terminated: true } ? (byte)0 : null);
        var bytes = UpToMark(terminator, out var length);
        if (step.Type is TextType { Terminated: true } && length == bytes.Length)
            return Refuse(Reason.SpecOutOfData, $"The text at offset {Offset(_at)} has no end mark {terminator:x2}.");
        if (step.Field.Trim) bytes = OddNumbers.Trimmed(bytes);
        var text = step.Type is HexType hex ? TextReading.Hex(bytes, hex.Reversed, step.Field) : TextReading.Text(bytes, step.Field.Encoding);
        if (step.Field.AbsentTexts.Contains(text)) text = null;
        _at += length;
        _trace?.Text(step.Field, Offset(at), _data.Slice(at, length), text);
        return Report(step.Value, text);
    }

    private bool Compute(ComputeStep step)
    {
        Here();
        if (step.Format is not null || step.Value.Kind == NameKind.Text)
        {
            var text = step.Format is null ? _values.Evaluate(step.Expression!).Text : step.Format.Write(_values);
            _trace?.Text(step.Field, Offset(_at), [], text);
            return Report(step.Value, text);
        }

        var raw = _values.Number(step.Expression!);
        var value = double.IsFinite(raw) && !step.Value.IsAbsent(raw) ? Shape(step.Value, raw) : double.NaN;
        _trace?.Computed(step.Field, Offset(_at), value, step.Value.Kind);
        return Flags(step.Value, double.IsFinite(raw) ? (ulong)(long)raw : 0) && Report(step.Value, value);
    }

    private bool Report(ValuePlan plan, double value)
    {
        if (!double.IsFinite(value)) value = double.NaN;
        _values.Set(plan.Targets, value);
        if (plan.Field.Valid is { } valid && !double.IsNaN(value))
        {
            _values[Slot.Value] = value;
            if (!ValuePlan.IsValid(valid, value) || (plan.ValidExpression is { } expression && !IsTrue(expression)))
                return Refuse(Reason.SpecInvalidValue, $"{plan.Field.Id ?? "A value"} is {value.ToString(CultureInfo.InvariantCulture)}, expected {valid.Words()}.");
        }

        if (plan.Field.IsEventTime) _samples.Stamp(value);
        if (plan.Metric is null || double.IsNaN(value)) return true;
        var text = plan.Field.IsTime ? TextReading.Time(value, plan.Field.TimePattern) : plan.Field.Enum?.NameOf(value);
        if ((plan.Field.Enum is not null || plan.Field.IsTime) && text is null) return true;
        if (!Find(plan.Metric, out var slot)) return false;
        if (slot < 0) return true;
        if (text is not null) _into.SetText(slot, text);
        else if (plan.Kind == NameKind.Boolean) _into.SetBoolean(slot, value != 0);
        else _into.SetNumber(slot, value);
        _trace?.Named(_into.Schema.NameOf(slot), text);
        return true;
    }

    private bool Report(ValuePlan plan, string? text)
    {
        _values.Set(plan.Targets, text);
        if (plan.Field.Enum is { } names) text = names.NameOf(text);
        if (plan.Metric is null || text is null) return true;
        if (!Find(plan.Metric, out var slot)) return false;
        if (slot < 0) return true;
        _into.SetText(slot, text);
        _trace?.Named(_into.Schema.NameOf(slot), plan.Field.Enum is null ? null : text);
        return true;
    }

    private bool Flags(ValuePlan plan, ulong pattern)
    {
        for (var i = 0; i < plan.Flags.Length; i++)
        {
            if (plan.Flags[i] is not { } flag) continue;
            if (!Find(flag, out var slot)) return false;
            _into.SetBoolean(slot, ((pattern >> i) & 1) == 1);
            _trace?.Flag(i, plan.Flags.Length, _into.Schema.NameOf(slot), ((pattern >> i) & 1) == 1);
        }

        return true;
    }

    /// <param name="slot">-1: no metric this time.</param>
    private bool Find(MetricTarget metric, out int slot)
    {
        Here();
        slot = metric.Find(_values);
        return slot >= -1 || Refuse(Reason.SpecLimit, $"The product has {MetricSchema.MaxMetrics} metrics already.");
    }
}
