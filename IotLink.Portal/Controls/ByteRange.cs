namespace IotLink.Portal.Controls;

/// <summary>Bytes somebody picked, one after the other.</summary>
public readonly record struct ByteRange(int Start, int Length)
{
    public bool Covers(int index) => index >= Start && index < Start + Length;

    /// <summary>From one byte to another, whichever comes first.</summary>
    public static ByteRange Between(int a, int b) => new(Math.Min(a, b), Math.Abs(a - b) + 1);
}
