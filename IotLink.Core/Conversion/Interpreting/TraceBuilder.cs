using System.Globalization;
using IotLink.Core.Conversion.Plans;
using IotLink.Core.Products;

namespace IotLink.Core.Conversion.Interpreting;

/// <summary>Collects what the interpreter reads.</summary>
internal sealed class TraceBuilder
{
    private readonly List<TraceField> _fields = [];
    private int _owner = -1;

    public IReadOnlyList<TraceField> Fields => _fields;

    /// <summary>Bytes of the payload that make one byte read: two where it is written in digits.</summary>
    public int Stretch { get; set; } = 1;

    public void Number(NumberStep step, int offset, int bit, int bits, double raw, double value)
    {
        var length = step.Type is BitsType type ? type.Count : bits;
        Add(step.Field, offset, bit, length, Text(raw), step.Field.IsTime ? TextReading.Time(value, step.Field.TimePattern) : Shown(value, step.Value.Kind));
    }

    public void Text(FieldSpec field, int offset, ReadOnlySpan<byte> bytes, string? text) =>
        Add(field, offset, 0, bytes.Length * 8, bytes.Length == 0 ? null : Convert.ToHexStringLower(bytes), text);

    public void Bytes(FieldSpec field, int offset, ReadOnlySpan<byte> bytes) =>
        Add(field, offset, 0, bytes.Length * 8, Convert.ToHexStringLower(bytes), null);

    public void Computed(FieldSpec field, int offset, double value, NameKind kind) =>
        Add(field, offset, 0, 0, null, Shown(value, kind));

    /// <summary>One bit of the field read last.</summary>
    public void Flag(int bit, int of, string metric, bool value)
    {
        var owner = _fields[_owner];
        var place = owner.Bits == 0 ? 0 : Math.Max(0, owner.Bits - (Stretch * (1 + bit)));
        _fields.Add(new(metric, owner.Offset + (place / 8), place % 8, of > 0 && owner.Bits > 0 ? Stretch : 0, value ? "1" : "0", value ? "true" : "false", null, metric) { Line = owner.Line });
    }

    /// <summary>The field read last became a metric.</summary>
    public void Named(string metric, string? text)
    {
        var field = _fields[_owner];
        _fields[_owner] = field with { Metric = metric, Value = text ?? field.Value };
    }

    private void Add(FieldSpec field, int offset, int bit, int bits, string? raw, string? value)
    {
        _owner = _fields.Count;
        bit *= Stretch;
        _fields.Add(new(field.Id ?? field.Metric?.Text, offset + (bit / 8), bit % 8, bits * Stretch, raw, value, field.Unit, null) { Line = field.Place.Line });
    }

    private static string? Shown(double value, NameKind kind) =>
        double.IsNaN(value) ? null : kind == NameKind.Boolean ? value != 0 ? "true" : "false" : Text(value);

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
