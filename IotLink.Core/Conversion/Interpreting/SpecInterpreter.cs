using System.Globalization;
using IotLink.Core.Conversion.Plans;
using IotLink.Core.Messages;
using IotLink.Core.Products;
using IotLink.Core.Telemetry;

namespace IotLink.Core.Conversion.Interpreting;

/// <summary>
/// Walks a plan over a payload. It knows the whole language, says exactly what went wrong, and is the oracle for the compiled form.
/// A step returns false when reading has ended early: refused, or stopped at something unknown.
/// </summary>
internal ref partial struct SpecInterpreter
{
    private readonly SpecPlan _plan;
    private readonly DecodedSamples _samples;
    private MetricValues _into;
    private readonly SlotValues _values;
    private readonly TraceBuilder? _trace;
    private ReadOnlySpan<byte> _data;
    private int _base;
    private int _stretch = 1;
    private int _start;
    private int _at;
    private int _bit;
    private int _end;
    private int _rounds;
    private double _processed;
    private double _summed;
    private Refusal? _refusal;
    private string? _stopped;

    public SpecInterpreter(
        SpecPlan plan, ReadOnlySpan<byte> payload, int fPort, MetricValues into, DecodedSamples samples, SlotValues values, TraceBuilder? trace)
    {
        (_plan, _into, _samples, _values, _trace) = (plan, into, samples, values, trace);
        _data = payload;
        _end = payload.Length;
        values.Reset(plan);
        values[Slot.FPort] = fPort;
        values[Slot.Length] = payload.Length;
    }

    /// <summary>Bytes nothing has read.</summary>
    public readonly int Unread => _end - _at - (_bit > 0 ? 1 : 0);

    public Refusal? Run(out ReadingMarks marks)
    {
        marks = ReadingMarks.None;
        var main = _into;
        if (_data.Length > SpecLimits.PayloadLength) Refuse(Reason.SpecLimit, $"{_data.Length} bytes, at most {SpecLimits.PayloadLength} are read.");
        else if (Steps(_plan.Body.Steps)) Message();
        _into = main;
        if (_refusal is null) Steps(_plan.Body.Instances);
        if (_refusal is null && _stopped is not null)
        {
            marks = ReadingMarks.Partial;
            if (_into.Count == 0 && _samples.All.IsEmpty) Refuse(Reason.SpecNoMatch, _stopped);
        }

        return _refusal;
    }

    private void Message()
    {
        if (_plan.Messages.Length == 0) return;
        foreach (var message in _plan.Messages)
        {
            if (!Fits(message)) continue;
            Group(message.Body);
            return;
        }

        var port = _values[Slot.FPort] == 0 ? "" : $" on fport {_values[Slot.FPort].ToString(CultureInfo.InvariantCulture)}";
        Refuse(Reason.SpecNoMatch, $"No message of the spec fits {_data.Length} bytes{port}.");
    }

    private bool Fits(MessagePlan message) =>
        (message.Spec.Ports.Count == 0 || message.Spec.Ports.Contains((int)_values[Slot.FPort]))
        && (message.Spec.Lengths.Count == 0 || message.Spec.Lengths.Contains(_data.Length))
        && (message.If is null || IsTrue(message.If));

    private bool Steps(PlanStep[] steps)
    {
        foreach (var step in steps)
        {
            if (!Step(step)) return false;
        }

        return true;
    }

    private bool Step(PlanStep step) => step switch
    {
        NumberStep number => Number(number),
        SwitchStep choice => Switch(choice),
        IfStep condition => !IsTrue(condition.Condition) || Step(condition.Inner),
        ComputeStep compute => Compute(compute),
        GroupStep group => Call(group),
        RepeatStep repeat => Repeat(repeat),
        WindowStep window => Window(window),
        BlockStep block => Steps(block.Steps),
        ColumnStep column => Column(column),
        AtStep at => At(at),
        TextStep text => Text(text),
        BytesStep bytes => Contents(bytes),
        _ => throw new InvalidOperationException($"No such step: {step.GetType().Name}."),
    };

    private bool Switch(SwitchStep step)
    {
        if (step.IsText) return Choose(step);
        var value = Number(step.On);
        if (value == Math.Truncate(value) && Math.Abs(value) < long.MaxValue && step.Cases.TryGetValue((long)value, out var steps)) return Steps(steps);
        foreach (var (from, to, ranged) in step.Ranges)
        {
            if (value >= from && value <= to && value == Math.Truncate(value)) return Steps(ranged);
        }

        if (step.Default is not null) return Steps(step.Default);
        var shown = value >= 0 && value == Math.Truncate(value) && value < long.MaxValue ? $"0x{(long)value:x2}" : value.ToString(CultureInfo.InvariantCulture);
        _stopped = $"Unknown {step.On.Source.Text} {shown} before offset {Offset(_at)}.";
        return false;
    }

    private bool Choose(SwitchStep step)
    {
        Here();
        var text = _values.Evaluate(step.On).Text;
        if (text is not null && step.Words.TryGetValue(text, out var steps)) return Steps(steps);
        if (step.Default is not null) return Steps(step.Default);
        _stopped = $"Unknown {step.On.Source.Text} '{(text is { Length: > 40 } ? text[..40] : text)}' before offset {Offset(_at)}.";
        return false;
    }

    private bool Call(GroupStep step)
    {
        Align();
        _values.Clear(step.Body.Own);
        foreach (var (targets, value) in step.Arguments) _values.Set(targets, Number(value));
        return Steps(step.Body.Steps) && Steps(step.Body.Instances);
    }

    private bool Group(TypePlan body)
    {
        Align();
        return Steps(body.Steps) && Steps(body.Instances);
    }

    private bool Repeat(RepeatStep step)
    {
        var outer = _values[Slot.LoopIndex];
        var count = step.Kind == RepeatKind.Count ? Number(step.Expression!) : double.PositiveInfinity;
        if (count > SpecLimits.Repeat && step.Kind == RepeatKind.Count)
            return Refuse(Reason.SpecLimit, $"{step.Expression!.Source.Text} asks for {count.ToString(CultureInfo.InvariantCulture)} elements, at most {SpecLimits.Repeat} are read.");
        for (var i = 0; i < count; i++)
        {
            if (step.Kind == RepeatKind.ToEnd && Unread <= 0) break;
            if (i >= SpecLimits.Repeat || ++_rounds > SpecLimits.RepeatTotal) return Refuse(Reason.SpecLimit, $"More than {SpecLimits.Repeat} elements.");
            _values[Slot.LoopIndex] = i;
            var (at, bit) = (_at, _bit);
            if (step.Samples is null ? !Step(step.Inner) : !Sample(step)) return false;
            if (step.Kind == RepeatKind.Until && IsTrue(step.Expression!)) break;
            if (step.Kind != RepeatKind.Count && (at, bit) == (_at, _bit)) return Refuse(Reason.SpecLimit, "An element of the loop takes no bytes.");
        }

        _values[Slot.LoopIndex] = outer;
        return true;
    }

    private bool Sample(RepeatStep step)
    {
        var around = _into;
        if (_samples.Begin(_into.Schema) is not { } own) return Refuse(Reason.SpecLimit, $"More than {SpecLimits.Samples} samples.");
        _into = own;
        var whole = Step(step.Inner);
        _into = around;
        _samples.End(
            whole && step.Samples!.Time is { } time ? Number(time) : double.NaN,
            whole && step.Samples!.Ago is { } ago ? Number(ago) : double.NaN);
        return whole;
    }

    private bool Contents(BytesStep step)
    {
        Align();
        var expected = step.Field.Contents;
        var length = expected?.Count ?? _end - _at;
        if (!Need(length)) return false;
        var found = _data.Slice(_at, length);
        if (expected is not null && !found.SequenceEqual((byte[])[.. expected]))
            return Refuse(Reason.SpecInvalidValue, $"Expected the bytes {Convert.ToHexStringLower([.. expected])}, found {Convert.ToHexStringLower(found)}.");
        _trace?.Bytes(step.Field, Offset(_at), found);
        _at += length;
        return true;
    }

    private void Align()
    {
        if (_bit == 0) return;
        (_at, _bit) = (_at + 1, 0);
    }

    private bool IsTrue(BoundExpression condition) => Number(condition) is < 0 or > 0;

    private double Number(BoundExpression expression)
    {
        Here();
        return _values.Number(expression);
    }

    private void Here()
    {
        _values[Slot.Left] = Unread;
        _values[Slot.Position] = _at - _start;
        _values[Slot.Size] = _end - _start;
    }

    /// <summary>Where in the payload a byte comes from, though it may have been digits there.</summary>
    private readonly int Offset(int at) => _base + (at * _stretch);

    private bool Need(int bytes) => bytes <= _end - _at || OutOfData(bytes);

    private bool OutOfData(double bytes)
    {
        var left = _end - _at;
        return Refuse(Reason.SpecOutOfData, string.Create(CultureInfo.InvariantCulture, $"needs {bytes} byte{(bytes == 1 ? "" : "s")} at offset {Offset(_at)}, {left} left"));
    }

    private bool Refuse(string code, string detail)
    {
        _refusal = new(code, detail, Offset(_at));
        return false;
    }
}
