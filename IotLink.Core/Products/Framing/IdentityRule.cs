namespace IotLink.Core.Products.Framing;

/// <summary>Where a TCP connection's device id comes from.</summary>
public sealed record IdentityRule(IdentitySource Source)
{
    /// <summary>What a login frame's payload begins with.</summary>
    public ReadOnlyMemory<byte> When { get; init; }

    /// <summary>Offset in the payload.</summary>
    public int At { get; init; }

    /// <summary>Bytes of the id; null: up to the payload's end.</summary>
    public int? Size { get; init; }

    /// <summary>For text frames: the id is a column between separators (then <see cref="At"/> and <see cref="Size"/> do not count).</summary>
    public byte? Separator { get; init; }

    public int Column { get; init; }

    public IdentityCoding Coding { get; init; }

    /// <summary>Keep the last so many characters (a 15-digit IMEI in 8 bytes of BCD); null keeps all.</summary>
    public int? Digits { get; init; }

    /// <summary>Put in front of what the frame says, to make it the registry's id.</summary>
    public string Prefix { get; init; } = "";
}

/// <summary>A login frame kept for the connection, a field of every frame, or the client certificate's name.</summary>
public enum IdentitySource : byte { Login, Field, Certificate }

public enum IdentityCoding : byte { Ascii, Hex, Bcd, Decimal }
