using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using IotLink.Core.Messages;
using MQTTnet.Protocol;

namespace IotLink.Ingest.Gateways.Mqtt;

/// <summary>The answer to a QoS 1 publish.</summary>
/// <param name="Refusal">null when the message was taken. MQTT 5 only: earlier versions cannot say no.</param>
internal readonly record struct PubAck(ushort PacketId, Refusal? Refusal = null)
{
    private const int LongestReason = 200;
    private const byte ReasonStringProperty = 0x1f;

    public static void Write(IBufferWriter<byte> output, PubAck answer)
    {
        if (answer.Refusal is { } refusal) WriteRefused(output, answer.PacketId, refusal);
        else WriteTaken(output, answer.PacketId);
    }

    /// <summary>The same four bytes in every version of the protocol.</summary>
    private static void WriteTaken(IBufferWriter<byte> output, ushort packetId)
    {
        var span = output.GetSpan(4);
        (span[0], span[1]) = (0x40, 2);
        BinaryPrimitives.WriteUInt16BigEndian(span[2..], packetId);
        output.Advance(4);
    }

    private static void WriteRefused(IBufferWriter<byte> output, ushort packetId, Refusal refusal)
    {
        var text = $"{refusal.Code}: {refusal.Detail}";
        if (text.Length > LongestReason) text = text[..LongestReason];
        var bytes = Encoding.UTF8.GetByteCount(text);
        // Reason strings stay below 128 * 3 bytes; two bytes hold every length there is.
        var properties = 3 + bytes;
        var remaining = 3 + VarIntLength(properties) + properties;
        var span = output.GetSpan(1 + VarIntLength(remaining) + remaining);
        span[0] = 0x40;
        var at = 1 + WriteVarInt(span[1..], remaining);
        BinaryPrimitives.WriteUInt16BigEndian(span[at..], packetId);
        span[at + 2] = (byte)CodeOf(refusal);
        at += 3;
        at += WriteVarInt(span[at..], properties);
        span[at++] = ReasonStringProperty;
        BinaryPrimitives.WriteUInt16BigEndian(span[at..], (ushort)bytes);
        at += 2 + Encoding.UTF8.GetBytes(text, span[(at + 2)..]);
        output.Advance(at);
    }

    private static MqttPubAckReasonCode CodeOf(Refusal refusal) => refusal.Code switch
    {
        Reason.TopicMalformed => MqttPubAckReasonCode.TopicNameInvalid,
        Reason.TopicForbidden or Reason.TopicWrongEnvironment => MqttPubAckReasonCode.NotAuthorized,
        Reason.PayloadEmpty => MqttPubAckReasonCode.PayloadFormatInvalid,
        Reason.PayloadTooLarge or Reason.RateLimited => MqttPubAckReasonCode.QuotaExceeded,
        _ => MqttPubAckReasonCode.ImplementationSpecificError,
    };

    private static int VarIntLength(int value) => value < 128 ? 1 : 2;

    private static int WriteVarInt(Span<byte> span, int value)
    {
        if (value < 128)
        {
            span[0] = (byte)value;
            return 1;
        }

        span[0] = (byte)((value & 0x7f) | 0x80);
        span[1] = (byte)(value >> 7);
        return 2;
    }
}
