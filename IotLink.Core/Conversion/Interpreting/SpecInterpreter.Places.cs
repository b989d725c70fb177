using System.Globalization;
using IotLink.Core.Conversion.Plans;
using IotLink.Core.Messages;
using IotLink.Core.Products;

namespace IotLink.Core.Conversion.Interpreting;

/// <summary>Reading elsewhere, or in fewer bytes: columns, offsets, windows.</summary>
internal ref partial struct SpecInterpreter
{
    private bool Column(ColumnStep step)
    {
        Align();
        var column = Number(step.Column);
        if (!OddNumbers.Column(_data[_start.._end], step.Field.Delimiter, column, out var from, out var length)) return true;
        var (start, end, at) = (_start, _end, _at);
        (_at, _start, _end) = (_start + from, _start + from, _start + from + length);
        if (!Step(step.Inner)) return false;
        (_at, _bit, _start, _end) = (Math.Max(at, Math.Min(end, start + from + length + 1)), 0, start, end);
        return true;
    }

    private bool At(AtStep step)
    {
        Align();
        var offset = Number(step.Position);
        var room = _end - _start;
        if (!(offset >= 0 && offset <= room)) return Refuse(Reason.SpecOutOfData, $"Offset {offset.ToString(CultureInfo.InvariantCulture)} is outside the {room} bytes.");
        var (at, bit) = (_at, _bit);
        (_at, _bit) = (_start + (int)offset, 0);
        if (!Step(step.Inner)) return false;
        (_at, _bit) = (at, bit);
        return true;
    }

    private bool Window(WindowStep step)
    {
        Align();
        var size = step.Size is null ? _end - _at : Number(step.Size);
        if (!(size >= 0) || size > _end - _at) return OutOfData(size);
        var data = _data;
        var (origin, stretch, start, end, after) = (_base, _stretch, _start, _end, _at + (int)size);
        if (step.Process is { } process)
        {
            var key = step.Key is null ? 0 : Number(step.Key);
            if (!(Math.Abs(key) < int.MaxValue)) return Refuse(Reason.SpecInvalidValue, $"The key {step.Key!.Source.Text} is not known.");
            if ((_processed += size) > SpecLimits.PayloadLength) return Refuse(Reason.SpecLimit, $"More than {SpecLimits.PayloadLength} bytes to process.");
            if (OddNumbers.Processed(process, key, _data[_at..after]) is not { } plain)
                return Refuse(Reason.SpecInvalidValue, $"The {size} bytes at offset {Offset(_at)} are no pairs of hexadecimal digits.");
            _data = plain;
            (_base, _start, _at, _end) = (Offset(_at), 0, 0, plain.Length);
            if (process.Kind == ProcessKind.Hex) Stretch(_stretch * 2);
        }
        else
        {
            (_start, _end) = (_at, after);
        }

        if (!Step(step.Inner)) return false;
        _data = data;
        Stretch(stretch);
        (_base, _start, _end, _at, _bit) = (origin, start, end, after, 0);
        return true;
    }

    private void Stretch(int stretch)
    {
        _stretch = stretch;
        if (_trace is not null) _trace.Stretch = stretch;
    }
}
