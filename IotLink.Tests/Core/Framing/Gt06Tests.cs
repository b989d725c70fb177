using System.Buffers;
using IotLink.Core.Conversion.Framing;
using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Core.Products.Framing;
using IotLink.Tests.Support;

namespace IotLink.Tests.Core.Framing;

public sealed class Gt06Tests
{
    private readonly FramingSpec _spec = FramingDocuments.Spec(FramingDocuments.Gt06);

    [Theory]
    [InlineData("79790008940b02e3048614200d0a", "940B02E3")]
    [InlineData("7979000e941e000000d5000002ee00f59b850d0a", "941E000000D5000002EE")]
    [InlineData("79790007940b010a0b5ace0d0a", "940B01")]
    [InlineData("7979000d940516090908081c030defbd2d0d0a", "940516090908081C03")]
    [InlineData("78780c95130a071223200100013ad10d0a", "95130A0712232001")]
    [InlineData("78781f120f0a140e150bc505e51e780293a9e800540000f601006e0055da00035f240d0a",
        "120F0A140E150BC505E51E780293A9E800540000F601006E0055DA")]
    [InlineData("78780c95130a0209321c90000112800d0a", "95130A0209321C90")]
    public void Real_frames_give_type_and_body(string hex, string payload)
    {
        var piece = Assert.Single(Streams.Scan(_spec, Convert.FromHexString(hex), 4));
        Assert.Equal((FrameKind.Data, payload), (piece.Kind, piece.Payload));
    }

    [Theory]
    [InlineData("78780c95130a0209321c91000112800d0a")]
    [InlineData("78788b95140a060e2208055d4a800209d9c014c59100004556454e545f3335333337363131303032333139365f30303030303030305f323032305f31305f30365f31365f33345f30385f33322e6d70342c4556454e545f3335333337363131303032333139365f30303030303030305f323032305f31305f30365f31365f33345f30385f33312e6d70340000da360d0a")]
    [InlineData("78788b95140a070c1434055d4a800209d9c014280100004556454e545f3335333337363131303032333139365f30303030303030305f323032305f31305f30375f31345f32305f35325f32342e6d70342c4556454e545f3335333337363131303032333139365f30303030303030305f323032305f31305f30375f31345f32305f35325f32332e6d7034003f6b260d0a")]
    [InlineData("78785195140a020c2914055d4a800209d9c014009300004556454e545f3335333337363131303032333139365f30303030303030305f323032305f31305f30325f31345f34315f32305f30352e6d70340004e3a60d0a")]
    public void Real_frames_with_a_wrong_checksum_are_refused(string hex)
    {
        var piece = Assert.Single(Streams.Scan(_spec, Convert.FromHexString(hex)));
        Assert.Equal((Reason.FrameChecksum, false), (piece.Code, piece.MustClose));
    }

    [Fact]
    public void The_login_frame_names_the_device_and_is_answered()
    {
        var bytes = Convert.FromHexString("78780D01012345678901234500018CDD0D0A");
        var frame = new FrameScanner(_spec).ReadOne(bytes);
        Assert.Equal(FrameKind.Login, frame.Kind);
        Assert.Null(FrameIdentity.Read(_spec.Identity, frame.Payload.Span, out var device));
        Assert.Equal(DeviceId.Parse("123456789012345", null), device);
        var reply = new ArrayBufferWriter<byte>();
        ReplyWriter.Write(_spec, _spec.Reply.Login!, frame, Sample.Noon, reply);
        Assert.Equal("787805010001D9DC0D0A", Convert.ToHexString(reply.WrittenSpan));
    }

    [Fact]
    public void A_heartbeat_is_answered_and_is_no_data()
    {
        var frame = new FrameScanner(_spec).ReadOne(new FrameWriter(_spec).Build([0x13, 1, 2, 3, 4, 5], [0x01, 0x02]));
        Assert.Equal(FrameKind.Heartbeat, frame.Kind);
        var reply = new ArrayBufferWriter<byte>();
        ReplyWriter.Write(_spec, _spec.Reply.Heartbeat!, frame, Sample.Noon, reply);
        var answer = new FrameScanner(_spec).ReadOne(reply.WrittenMemory);
        Assert.Equal((FrameKind.Heartbeat, "13"), (answer.Kind, Convert.ToHexString(answer.Payload.Span)));
    }
}
