namespace IotLink.Portal.Controls;

/// <summary>One decoded field and the bytes it was read from.</summary>
/// <param name="Offset">First byte in the payload.</param>
/// <param name="Length">How many bytes; 0 for a value that was not read from bytes.</param>
/// <param name="Raw">The bytes as the field reads them: <c>0x034E</c>.</param>
/// <param name="Value">In words and units, as it is shown.</param>
/// <param name="IsAside">A tag or length: read, but no value of its own.</param>
/// <param name="Line">Where its document describes it; 0 when there is no such place.</param>
public sealed record HexField(string Name, int Offset, int Length, string Raw, string Value, bool IsAside = false, int Line = 0)
{
    public bool Covers(int index) => index >= Offset && index < Offset + Length;
}
