namespace IotLink.Core.Firmware.Images;

/// <summary>What download addresses are signed with; the same on all hosts.</summary>
public sealed record ImageKey(byte[] Bytes);
