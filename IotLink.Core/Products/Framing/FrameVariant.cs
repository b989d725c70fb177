namespace IotLink.Core.Products.Framing;

/// <summary>One form a product's frames take. Several forms are told apart by their start marks.</summary>
public sealed record FrameVariant
{
    /// <summary>Bytes every frame begins with; empty when it has none.</summary>
    public ReadOnlyMemory<byte> Start { get; init; }

    /// <summary>How the end is found: by <see cref="Length"/> or <see cref="Fixed"/> if given, else by the first of <see cref="Ends"/>.</summary>
    public LengthField? Length { get; init; }

    public int? Fixed { get; init; }

    /// <summary>End marks or delimiters. A frame of known length has at most one, which must then be there.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Ends { get; init; } = [];

    /// <summary>Bytes before the payload.</summary>
    public int Header { get; init; }

    /// <summary>Bytes behind the payload; null: a checksum at the usual place and the end mark.</summary>
    public int? Trailer { get; init; }

    public bool EndsByMark => Length is null && Fixed is null;
}

/// <summary>A length in the frame. The whole frame is <c>At + Width + value * Times + Add</c> bytes long.</summary>
/// <param name="Width">Bytes it takes; 0 for as many digits as there are.</param>
public sealed record LengthField(int At, int Width, LengthCoding Coding, int Add)
{
    /// <summary>Bytes one count means: 2 where it counts words, or bytes written in hexadecimal digits.</summary>
    public int Times { get; init; } = 1;
}

public enum LengthCoding : byte { BigEndian, LittleEndian, Decimal, Hex }
