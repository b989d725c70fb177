using System.Buffers;
using CsCheck;
using IotLink.Core.Messages;
using IotLink.Tests.Support;

namespace IotLink.Tests.Core.Messages;

public sealed class MessageCodecTests
{
    private static readonly Gen<string> Id =
        Gen.Char["ABCXYZabcxyz0189_-:"].Array[1, 128].Select(c => new string(c));

    private static readonly Gen<Refusal?> Refusals =
        Gen.Select(Gen.OneOf(Gen.Const(Reason.TopicMalformed), Gen.Const(Reason.FrameChecksum)), Gen.String[0, 300], Gen.Int.Nullable())
            .Select((code, detail, offset) => new Refusal(code, WellFormed(detail), offset)).Null();

    private static readonly Gen<Message> Messages = Gen.Select(
        Gen.Select(Id, Id.Null(), Id.Null()),
        Gen.Select(Gen.Enum<Channel>(), Gen.Enum<MessageType>(), Gen.Enum<MessageRole>(), Gen.Enum<PayloadFormat>()),
        Gen.Select(Gen.Byte, Gen.OneOf(Gen.Const(0UL), Gen.ULong), Gen.Byte.Array[0, 2_000], Refusals),
        (ids, kinds, rest) => new Message
        {
            Device = Sample.Device(ids.Item1),
            Hub = ids.Item2 is null ? null : Sample.Device(ids.Item2),
            Product = ids.Item3 is null ? null : Sample.Product(ids.Item3),
            Channel = kinds.Item1,
            Type = kinds.Item2,
            Role = kinds.Item3,
            Format = kinds.Item4,
            FPort = rest.Item1,
            SendKey = rest.Item2,
            Payload = rest.Item3,
            Refusal = rest.Item4,
        });

    [Fact]
    public void Any_message_survives_its_bytes() => Messages.Sample(message =>
    {
        var target = new ArrayBufferWriter<byte>();
        MessageCodec.Write(message, target);
        Assert.Equal(MessageCodec.Measure(message), target.WrittenCount);
        var read = MessageCodec.Read(target.WrittenMemory);
        Assert.Equal(message.Payload.ToArray(), read.Payload.ToArray());
        Assert.Equal(message with { Payload = default }, read with { Payload = default });
    });

    [Fact]
    public void Bytes_that_are_no_message_are_refused_and_nothing_worse() => Gen.Select(Messages, Gen.Int[0, 5_000], Gen.Byte).Sample((message, at, value) =>
    {
        var bytes = new byte[MessageCodec.Measure(message)];
        MessageCodec.Write(message, bytes);
        bytes[at % bytes.Length] ^= value;
        try
        {
            MessageCodec.Read(bytes.AsMemory(0, Math.Max(0, bytes.Length - (at % 97))));
        }
        catch (InvalidDataException)
        {
            // A reason, and no other exception.
        }
    });

    [Fact]
    public void A_version_from_the_future_is_refused() =>
        Assert.Throws<InvalidDataException>(() => MessageCodec.Read(new byte[] { 2, 0, 0, 0, 0, 0, 0, 0 }));

    [Fact]
    public void Writing_allocates_nothing()
    {
        var message = Sample.Message("26.3") with { Hub = Sample.Device("hub-1"), Product = Sample.Product("prod-a") };
        var target = new byte[200];
        MessageCodec.Write(message, target);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++) MessageCodec.Write(message, target);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void A_name_seen_before_is_not_made_again()
    {
        var bytes = new byte[MessageCodec.Measure(Sample.Message("x", "a-device-seen-before"))];
        MessageCodec.Write(Sample.Message("x", "a-device-seen-before"), bytes);
        Assert.Same(MessageCodec.Read(bytes).Device.Value, MessageCodec.Read(bytes).Device.Value);
    }

    /// <summary>Lone surrogates are no text and do not survive UTF-8.</summary>
    private static string WellFormed(string text) => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));
}
