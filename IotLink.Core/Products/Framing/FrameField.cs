namespace IotLink.Core.Products.Framing;

/// <summary>A few named bytes of a frame, for replies to echo.</summary>
/// <param name="InFrame">Counted in the whole frame, else in the payload.</param>
/// <param name="At">Below zero: from the end.</param>
public readonly record struct FrameField(bool InFrame, int At, int Size);
