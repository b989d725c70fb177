using System.Globalization;
using IotLink.Core.Conversion.Plans;
using IotLink.Core.Messages;
using IotLink.Core.Products;

namespace IotLink.Core.Conversion.Interpreting;

/// <summary>Reading single values and reporting them.</summary>
internal ref partial struct SpecInterpreter
{
    private bool Number(NumberStep step)
    {
        if (step.Type is not BitsType) Align();
        var (at, bit) = (_at, _bit);
        var length = step.Type switch
        {
            IntegerType integer => integer.Bytes,
            FloatType real => real.Bytes,
            BcdType bcd => bcd.Bytes,
            BitsType bits => (_bit + bits.Count + 7) / 8,
            _ => 1,
        };
        if (!Need(length)) return false;
        var bytes = _data.Slice(_at, length);
        var (raw, pattern) = Read(step.Type, bytes);
        if (step.Type is BitsType { Count: var count }) (_at, _bit) = (_at + ((_bit + count) / 8), (_bit + count) % 8);
        else _at += length;
        var value = step.Value.IsAbsent(raw) || !double.IsFinite(raw) ? double.NaN : step.Value.Shape(raw);
        _trace?.Number(step, _base + at, bit, length * 8, raw, value);
        return Flags(step.Value, pattern) && Report(step.Value, value);
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
                return (BitReading.Bcd(bytes, bcd.Digits), 0);
            case BitsType bits:
                var value = BitReading.Bits(bytes, _bit, bits.Count, bits.Order);
                return (bits.Signed ? BitReading.SignExtend(value, bits.Count) : value, value);
            default:
                return (bytes[0] == 0 ? 0 : 1, bytes[0]);
        }
    }

    private bool Text(TextStep step)
    {
        Align();
        var at = _at;
        int length;
        string? text;
        if (step.Type is TimeType time)
        {
            length = time.Bytes;
            if (!Need(length)) return false;
            text = TextReading.Time(time, _data.Slice(_at, length), step.Field.TimePattern);
        }
        else
        {
            var bytes = _data[_at.._end];
            length = bytes.Length;
            if (step.Type is TextType type)
            {
                byte? terminator = step.Field.Terminator ?? (type.Terminated ? (byte)0 : null);
                var end = terminator is { } mark ? bytes.IndexOf(mark) : -1;
                if (end < 0 && type.Terminated) return Refuse(Reason.SpecOutOfData, $"The text at offset {_base + _at} has no end mark {terminator:x2}.");
                if (end >= 0)
                {
                    bytes = bytes[..end];
                    length = end + 1;
                }
            }

            text = step.Type is HexType ? Convert.ToHexStringLower(bytes) : TextReading.Text(bytes, step.Field.Encoding);
        }

        _at += length;
        _trace?.Text(step.Field, _base + at, _data.Slice(at, length), text);
        return Report(step.Value, text);
    }

    private bool Compute(ComputeStep step)
    {
        Here();
        if (step.Format is not null || step.Value.Kind == NameKind.Text)
        {
            var text = step.Format is null ? _values.Evaluate(step.Expression!).Text : step.Format.Write(_values);
            _trace?.Text(step.Field, _base + _at, [], text);
            return Report(step.Value, text);
        }

        var raw = _values.Number(step.Expression!);
        var value = double.IsFinite(raw) && !step.Value.IsAbsent(raw) ? step.Value.Shape(raw) : double.NaN;
        _trace?.Computed(step.Field, _base + _at, value, step.Value.Kind);
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

        if (plan.Metric is null || double.IsNaN(value)) return true;
        var text = plan.Field.Enum?.NameOf(value);
        if (plan.Field.Enum is not null && text is null) return true;
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
        if (plan.Metric is null || text is null) return true;
        if (!Find(plan.Metric, out var slot)) return false;
        if (slot < 0) return true;
        _into.SetText(slot, text);
        _trace?.Named(_into.Schema.NameOf(slot), null);
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
