using System.Text;
using IotLink.Core.Messages;
using IotLink.Core.Products;

namespace IotLink.Tests.Core.Conversion;

public sealed class ConversionAllocationTests
{
    [Fact]
    public void A_json_message_of_numbers_allocates_nothing()
    {
        var message = new Message
        {
            Device = Converting.Id("hub-1"),
            Payload = Encoding.UTF8.GetBytes(
                """{"device_timestamp":1756653767451,"hub_timestamp":"2025-08-31T15:22:47.451Z","data":{"metrics":{"tempC":26.3,"rpm":1200,"on":true}}}"""),
        };
        Assert.Equal(0, Allocated(message));
    }

    [Fact]
    public void The_envelope_adds_nothing_to_what_decoding_costs()
    {
        var message = new Message { Device = Converting.Id("hub-1"), Payload = """{"data":{"bin":"01520203E8"}}"""u8.ToArray() };
        var spec = Specs.Catalogue("prod-a.spec.yaml");
        var values = new MetricValues(spec.Schema);
        byte[] bytes = [0x01, 0x52, 0x02, 0x03, 0xE8];
        Assert.Equal(Lowest(() => spec.Decode(bytes, 0, values, out _)), Allocated(message));
    }

    private static long Allocated(Message message)
    {
        var plant = new Converting();
        var lowest = Lowest(() =>
        {
            plant.Batch.Begin(0);
            plant.Convert(message);
        });
        Assert.Equal(1, plant.Batch.Readings.Length);
        return lowest;
    }

    /// <summary>Bytes of a hundred runs, at best: the runtime's own doings come and go.</summary>
    private static long Lowest(Action run)
    {
        var lowest = long.MaxValue;
        for (var round = 0; round < 50; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 100; i++) run();
            lowest = Math.Min(lowest, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return lowest;
    }
}
