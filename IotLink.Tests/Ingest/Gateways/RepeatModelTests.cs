using CsCheck;
using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Ingest.Gateways.Repeats;
using IotLink.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace IotLink.Tests.Ingest.Gateways;

/// <summary>
/// A device that keeps what it got no answer to and sends it first on its next connection, with readings that are often equal, against
/// connections that end anywhere. The model is naive: a reading that reached the host is held once, in its order.
/// </summary>
public sealed class RepeatModelTests
{
    private const int ReplyLength = 7;

    /// <param name="Values">New readings of the device on this connection.</param>
    /// <param name="Arrived">Of the frames sent, how many the host received, in thousandths; likewise of those how many were answered, and
    /// of those how many answers arrived.</param>
    private sealed record Connection(byte[] Values, int Arrived, int Answered, int Heard);

    private static readonly Gen<Connection[]> Lives = Gen.Select(
        Gen.Byte[0, 1].Array[0, 5], Gen.Int[0, 1000], Gen.Int[0, 1000], Gen.Int[0, 1000], (values, arrived, answered, heard) => new Connection(values, arrived, answered, heard))
        .Array[1, 12];

    [Fact]
    public void Each_reading_that_arrived_is_held_once_and_in_order() => Lives.Sample(life =>
    {
        var clock = new FakeTimeProvider();
        var ledger = new DoubtLedger(clock);
        var device = Sample.Device("dev-1");
        var made = new List<byte>();
        var held = new List<byte>();
        var (open, arrivedInAll) = (0, 0);
        foreach (var connection in life)
        {
            made.AddRange(connection.Values);
            var arrived = (made.Count - open) * connection.Arrived / 1000;
            var answered = arrived * connection.Answered / 1000;
            var heard = answered * connection.Heard / 1000;
            var watch = new RepeatWatch(ledger, device, clock);
            var trail = new SentTrail(() => heard * ReplyLength);
            for (var i = 0; i < arrived; i++)
            {
                var message = Message(device, made[open + i]);
                if (watch.Find(DoubtfulMessage.FingerprintOf(message)) is null) held.Add(made[open + i]);
                trail.Add(message, i + 1, 0, null);
                if (i < answered) trail.Answered(i + 1, (i + 1) * ReplyLength);
            }

            ledger.Add(device, [.. trail.InDoubt().Select(d => d.Message)]);
            watch.Close();
            arrivedInAll = Math.Max(arrivedInAll, open + arrived);
            open += heard;
            Assert.Equal(made[..arrivedInAll], held);
        }
    });

    private static Message Message(DeviceId device, byte value) => new() { Device = device, Channel = Channel.Tcp, Payload = new[] { value } };
}
