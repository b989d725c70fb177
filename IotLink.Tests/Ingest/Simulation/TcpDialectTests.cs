using IotLink.Core.Devices;
using IotLink.Ingest.Simulation;

namespace IotLink.Tests.Ingest.Simulation;

public sealed class TcpDialectTests
{
    private static readonly DeviceId Device = DeviceId.Parse("358739051234567", null);

    [Fact]
    public void A_prod_a_frame_counts_its_body_and_ends_with_Modbus_CRC_low_byte_first()
    {
        var frame = TcpDialect.ProdA.Wrap(Device, [0x01, 0x4E], 0);
        Assert.Equal("0002014E", Convert.ToHexString(frame[..4]));
        Assert.Equal(6, frame.Length);
    }

    /// <summary>Check values of the catalogue of CRC algorithms for "123456789".</summary>
    [Fact]
    public void Checksums_give_their_published_check_values()
    {
        Assert.Equal(0x4B37, Crc16.Modbus("123456789"u8));
        Assert.Equal(0x906E, Crc16.X25("123456789"u8));
    }

    [Fact]
    public void A_gt06_login_carries_the_IMEI_in_BCD() =>
        Assert.Equal("78780D010358739051234567", Convert.ToHexString(TcpDialect.Gt06.Login!(Device))[..24]);

    /// <summary>A frame of a real tracker, from the payload collection.</summary>
    [Fact]
    public void A_gator_frame_is_built_like_a_real_one()
    {
        const string real = "24248000260009632d141121072702059226180104367500000000c04700079c0c34000ad80b00ff000a0d";
        var body = Convert.FromHexString("80" + real[18..^4]);
        Assert.Equal(real, Convert.ToHexString(TcpDialect.Gator.Wrap(DeviceId.Parse("g-0009632d", null), body, 0)), ignoreCase: true);
    }
}
