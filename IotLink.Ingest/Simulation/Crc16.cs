namespace IotLink.Ingest.Simulation;

/// <summary>Checksums as devices compute them; on purpose not the gateway's own code.</summary>
internal static class Crc16
{
    public static ushort Modbus(ReadOnlySpan<byte> bytes) => Reflected(bytes, 0xA001);

    public static ushort X25(ReadOnlySpan<byte> bytes) => (ushort)~Reflected(bytes, 0x8408);

    private static ushort Reflected(ReadOnlySpan<byte> bytes, ushort polynomial)
    {
        var crc = 0xFFFF;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? (crc >> 1) ^ polynomial : crc >> 1;
        }

        return (ushort)crc;
    }
}
