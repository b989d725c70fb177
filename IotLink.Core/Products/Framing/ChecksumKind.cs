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
    Crc16AugCcitt,
    Crc16Genibus,
    Crc16Mcrf4xx,
    Crc16Gsm,
    Crc16Umts,
    Crc16Usb,
    Crc16Maxim,
    Crc16En13757,
    Crc8Itu,
    Crc8Rohc,
    Crc8J1850,
    Crc8Autosar,
    Crc8Nrsc5,
    Crc32Bzip2,
    Crc32Mpeg2,
    Crc32C,
    Fletcher16,
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
        ["crc16-aug-ccitt"] = ChecksumKind.Crc16AugCcitt,
        ["crc16-genibus"] = ChecksumKind.Crc16Genibus,
        ["crc16-mcrf4xx"] = ChecksumKind.Crc16Mcrf4xx,
        ["crc16-gsm"] = ChecksumKind.Crc16Gsm,
        ["crc16-umts"] = ChecksumKind.Crc16Umts,
        ["crc16-usb"] = ChecksumKind.Crc16Usb,
        ["crc16-maxim"] = ChecksumKind.Crc16Maxim,
        ["crc16-en13757"] = ChecksumKind.Crc16En13757,
        ["crc8-itu"] = ChecksumKind.Crc8Itu,
        ["crc8-rohc"] = ChecksumKind.Crc8Rohc,
        ["crc8-j1850"] = ChecksumKind.Crc8J1850,
        ["crc8-autosar"] = ChecksumKind.Crc8Autosar,
        ["crc8-nrsc5"] = ChecksumKind.Crc8Nrsc5,
        ["crc32-bzip2"] = ChecksumKind.Crc32Bzip2,
        ["crc32-mpeg2"] = ChecksumKind.Crc32Mpeg2,
        ["crc32c"] = ChecksumKind.Crc32C,
        ["fletcher16"] = ChecksumKind.Fletcher16,
    };

    public static IEnumerable<string> Names => Words.Keys;

    public static ChecksumKind? Parse(string word) => Words.TryGetValue(word, out var kind) ? kind : null;

    /// <summary>Bytes of the checksum itself.</summary>
    public static int Width(this ChecksumKind kind) => kind switch
    {
        ChecksumKind.Sum8 or ChecksumKind.Xor8 or ChecksumKind.Crc8 or ChecksumKind.Sum8Twos or ChecksumKind.Sum8Ones or ChecksumKind.Crc8Maxim
            or ChecksumKind.Crc8Itu or ChecksumKind.Crc8Rohc or ChecksumKind.Crc8J1850 or ChecksumKind.Crc8Autosar or ChecksumKind.Crc8Nrsc5 => 1,
        ChecksumKind.Crc32 or ChecksumKind.Crc32Bzip2 or ChecksumKind.Crc32Mpeg2 or ChecksumKind.Crc32C => 4,
        _ => 2,
    };
}
