namespace IotLink.Core.Products.Framing;

/// <summary>The checksums devices use. In a document: <c>sum8</c>, <c>crc16-x25</c> and so on, see <see cref="ChecksumKinds"/>.</summary>
public enum ChecksumKind : byte
{
    Sum8,
    Xor8,
    Crc8,
    Crc16CcittFalse,
    Crc16Xmodem,
    Crc16X25,
    Crc16Modbus,
    Crc16Kermit,
    Crc16Ibm,
    Crc32,
    Sum16,
    Sum8Twos,
    Sum8Ones,
    Crc8Maxim,
    Crc16Dnp,
}

public static class ChecksumKinds
{
    private static readonly Dictionary<string, ChecksumKind> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["sum8"] = ChecksumKind.Sum8,
        ["xor8"] = ChecksumKind.Xor8,
        ["crc8"] = ChecksumKind.Crc8,
        ["crc16-ccitt-false"] = ChecksumKind.Crc16CcittFalse,
        ["crc16-xmodem"] = ChecksumKind.Crc16Xmodem,
        ["crc16-x25"] = ChecksumKind.Crc16X25,
        ["crc16-modbus"] = ChecksumKind.Crc16Modbus,
        ["crc16-kermit"] = ChecksumKind.Crc16Kermit,
        ["crc16-ibm"] = ChecksumKind.Crc16Ibm,
        ["crc16-arc"] = ChecksumKind.Crc16Ibm,
        ["crc32"] = ChecksumKind.Crc32,
        ["sum16"] = ChecksumKind.Sum16,
        ["sum8-twos"] = ChecksumKind.Sum8Twos,
        ["lrc"] = ChecksumKind.Sum8Twos,
        ["sum8-ones"] = ChecksumKind.Sum8Ones,
        ["crc8-maxim"] = ChecksumKind.Crc8Maxim,
        ["crc16-dnp"] = ChecksumKind.Crc16Dnp,
    };

    public static IEnumerable<string> Names => Words.Keys;

    public static ChecksumKind? Parse(string word) => Words.TryGetValue(word, out var kind) ? kind : null;

    /// <summary>Bytes of the checksum itself.</summary>
    public static int Width(this ChecksumKind kind) => kind switch
    {
        ChecksumKind.Sum8 or ChecksumKind.Xor8 or ChecksumKind.Crc8 or ChecksumKind.Sum8Twos or ChecksumKind.Sum8Ones or ChecksumKind.Crc8Maxim => 1,
        ChecksumKind.Crc32 => 4,
        _ => 2,
    };
}
