using IotLink.Core.Conversion.Framing;
using IotLink.Core.Products.Framing;

namespace IotLink.Tests.Core.Framing;

public sealed class ChecksumTests
{
    [Theory]
    [InlineData(ChecksumKind.Sum8, 0xDD)]
    [InlineData(ChecksumKind.Xor8, 0x31)]
    [InlineData(ChecksumKind.Crc8, 0xF4)]
    [InlineData(ChecksumKind.Crc16CcittFalse, 0x29B1)]
    [InlineData(ChecksumKind.Crc16Xmodem, 0x31C3)]
    [InlineData(ChecksumKind.Crc16X25, 0x906E)]
    [InlineData(ChecksumKind.Crc16Modbus, 0x4B37)]
    [InlineData(ChecksumKind.Crc16Kermit, 0x2189)]
    [InlineData(ChecksumKind.Crc16Ibm, 0xBB3D)]
    [InlineData(ChecksumKind.Crc32, 0xCBF43926)]
    [InlineData(ChecksumKind.Sum16, 0x01DD)]
    [InlineData(ChecksumKind.Sum8Twos, 0x23)]
    [InlineData(ChecksumKind.Sum8Ones, 0x22)]
    [InlineData(ChecksumKind.Crc8Maxim, 0xA1)]
    [InlineData(ChecksumKind.Crc16Dnp, 0xEA82)]
    [InlineData(ChecksumKind.Crc16AugCcitt, 0xE5CC)]
    [InlineData(ChecksumKind.Crc16Genibus, 0xD64E)]
    [InlineData(ChecksumKind.Crc16Mcrf4xx, 0x6F91)]
    [InlineData(ChecksumKind.Crc16Gsm, 0xCE3C)]
    [InlineData(ChecksumKind.Crc16Umts, 0xFEE8)]
    [InlineData(ChecksumKind.Crc16Usb, 0xB4C8)]
    [InlineData(ChecksumKind.Crc16Maxim, 0x44C2)]
    [InlineData(ChecksumKind.Crc16En13757, 0xC2B7)]
    [InlineData(ChecksumKind.Crc8Itu, 0xA1)]
    [InlineData(ChecksumKind.Crc8Rohc, 0xD0)]
    [InlineData(ChecksumKind.Crc8J1850, 0x4B)]
    [InlineData(ChecksumKind.Crc8Autosar, 0xDF)]
    [InlineData(ChecksumKind.Crc8Nrsc5, 0xF7)]
    [InlineData(ChecksumKind.Crc32Bzip2, 0xFC891918)]
    [InlineData(ChecksumKind.Crc32Mpeg2, 0x0376E6E7)]
    [InlineData(ChecksumKind.Crc32C, 0xE3069283)]
    [InlineData(ChecksumKind.Fletcher16, 0x1EDE)]
    public void Each_kind_gives_its_check_value(ChecksumKind kind, uint expected) =>
        Assert.Equal(expected, Checksum.Compute(kind, "123456789"u8));

    [Theory]
    [InlineData(false, false, "4B37")]
    [InlineData(true, false, "374B")]
    [InlineData(false, true, "34423337")]
    public void A_checksum_is_written_as_the_rule_says(bool littleEndian, bool asHex, string hex)
    {
        var rule = new ChecksumRule(ChecksumKind.Crc16Modbus, ChecksumFrom.Start, 0, null, null, littleEndian, asHex);
        var bytes = new byte[rule.Width];
        Checksum.Write(rule, "123456789"u8, bytes);
        Assert.Equal(hex, Convert.ToHexString(bytes));
        Assert.True(Checksum.Matches(rule, "123456789"u8, bytes));
        bytes[^1] ^= 1;
        Assert.False(Checksum.Matches(rule, "123456789"u8, bytes));
    }
}
