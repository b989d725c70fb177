namespace IotLink.Core.Conversion.Emitting;

/// <summary>What is known at compile time about the place of reading, relative to the variable <c>at</c>.</summary>
/// <param name="Bytes">Bytes read since <c>at</c> was last moved.</param>
/// <param name="Bit">Bits taken of the byte there.</param>
/// <param name="Checked">Bytes behind <c>at</c> that are known to be there.</param>
internal readonly record struct EmitPosition(int Bytes, int Bit, int Checked)
{
    /// <summary>Bytes that are begun or read.</summary>
    public int Used => Bytes + (Bit > 0 ? 1 : 0);

    public EmitPosition Aligned() => new(Used, 0, Checked);

    public EmitPosition After(int bits) => new(Bytes + ((Bit + bits) / 8), (Bit + bits) % 8, Checked);
}
