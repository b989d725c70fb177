using System.Buffers;
using IotLink.Core.Conversion.Framing;
using IotLink.Core.Messages;
using IotLink.Core.Products.Framing;
using IotLink.Tests.Support;

namespace IotLink.Tests.Core.Framing;

public sealed class FrameIdentityTests
{
    [Theory]
    [InlineData(FramingDocuments.ProdA, "00" + "70756D702D31", "pump-1")]
    [InlineData(FramingDocuments.Gator, "8000260009632D14", "0009632d")]
    [InlineData(FramingDocuments.Lines, "48512C373733", "773")]
    [InlineData(FramingDocuments.Fixed, "00000102030405", "pump-258")]
    public void The_payload_names_the_device(string document, string payload, string expected)
    {
        var spec = FramingDocuments.Spec(document);
        Assert.Null(FrameIdentity.Read(spec.Identity, Convert.FromHexString(payload), out var device));
        Assert.Equal(expected, device.Value);
    }

    [Theory]
    [InlineData(FramingDocuments.ProdA, "00")]
    [InlineData(FramingDocuments.ProdA, "00FFFF")]
    [InlineData(FramingDocuments.ProdA, "002F2F")]
    [InlineData(FramingDocuments.Gt06, "01AB23456789012345")]
    [InlineData(FramingDocuments.Gator, "800026")]
    [InlineData(FramingDocuments.Lines, "4851")]
    [InlineData(FramingDocuments.Nmea, "4851")]
    public void A_payload_without_an_id_is_refused(string document, string payload)
    {
        var spec = FramingDocuments.Spec(document);
        Assert.Equal(Reason.FrameNoIdentity, FrameIdentity.Read(spec.Identity, Convert.FromHexString(payload), out _)?.Code);
    }

    [Fact]
    public void A_reply_echoes_the_checksum_and_is_a_frame_itself()
    {
        var spec = FramingDocuments.Spec(FramingDocuments.ProdA);
        var frame = new FrameScanner(spec).ReadOne(new FrameWriter(spec).Build([0x01, 0x52]));
        var answer = new FrameScanner(spec).ReadOne(Reply(spec, spec.Reply.Data!, frame));
        Assert.Equal("06" + Convert.ToHexString(frame.Checksum.Span), Convert.ToHexString(answer.Payload.Span));
    }

    [Fact]
    public void A_refusal_says_why_in_a_byte()
    {
        var spec = FramingDocuments.Spec(FramingDocuments.ProdA);
        var bytes = new FrameWriter(spec).Build([0x01, 0x52]);
        bytes[2] ^= 1;
        var frame = new FrameScanner(spec).ReadOne(bytes);
        Assert.Equal(Reason.FrameChecksum, frame.Refusal?.Code);
        Assert.Equal("1502", Convert.ToHexString(new FrameScanner(spec).ReadOne(Reply(spec, spec.Reply.Refused!, frame)).Payload.Span));
    }

    private static ReadOnlyMemory<byte> Reply(FramingSpec spec, ReplyTemplate template, in ScannedFrame frame)
    {
        var reply = new ArrayBufferWriter<byte>();
        ReplyWriter.Write(spec, template, frame, Sample.Noon, reply);
        return reply.WrittenMemory;
    }
}
