using IotLink.Core.Products.Framing;

namespace IotLink.Core.Products;

/// <summary>How a sign is written in an otherwise unsigned number.</summary>
public enum SignCoding : byte { None, Magnitude, Ones }

/// <summary>One range of a piecewise scale.</summary>
/// <param name="Below">Raw values below this, and not in an earlier piece; infinity for the last.</param>
public sealed record Piece(double Below, Linear Linear);

/// <summary>A number for a number: <c>{0: 1, 1: 60, _: 3600}</c>. What is not listed is absent unless there is an <c>_</c>.</summary>
public sealed record NumberTable(IReadOnlyDictionary<double, double> Values, double Other)
{
    public double Of(double value) => Values.TryGetValue(value, out var found) ? found : double.IsNaN(value) ? value : Other;
}

/// <summary>When an element of a list was measured: at a time, or so many seconds before the message.</summary>
/// <param name="Time">Seconds since 1970; null and <paramref name="Ago"/> null: by the element's own event time, else that of the message.</param>
public sealed record SampleSpec(SpecExpression? Time, SpecExpression? Ago);

/// <summary>A checksum inside the payload. Offsets count in the surrounding type.</summary>
/// <param name="From">null: its beginning.</param>
/// <param name="To">First byte not covered; null: the checksum's own place.</param>
public sealed record FieldChecksum(ChecksumKind Kind, SpecExpression? From, SpecExpression? To);

/// <param name="Key">Bytes that are repeated over the data; empty when <paramref name="KeyValue"/> says it, or when none is needed.</param>
/// <param name="KeyValue">One byte that other values give.</param>
public sealed record ByteProcess(ProcessKind Kind, IReadOnlyList<byte> Key, SpecExpression? KeyValue);

public enum ProcessKind : byte
{
    Xor,
    Add,
    Sub,
    Reverse,

    /// <summary>Hexadecimal digits as text become bytes.</summary>
    Hex,

    /// <summary>The two halves of each byte change places.</summary>
    Swap,
}
