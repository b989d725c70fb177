namespace IotLink.Core.Conversion;

/// <summary>Payloads are hostile: what one may cost at most. Beyond, it is refused with <c>spec.limit</c>.</summary>
public static class SpecLimits
{
    public const int PayloadLength = 65_536;

    /// <summary>Elements of one loop.</summary>
    public const int Repeat = 1024;

    /// <summary>Elements of all loops of one payload together.</summary>
    public const int RepeatTotal = 4096;

    /// <summary>Bytes that all checksums of one payload go over.</summary>
    public const int SummedBytes = 4 * PayloadLength;

    /// <summary>Readings of their own in one payload.</summary>
    public const int Samples = 1024;
}
