using System.Text;
using CsCheck;
using IotLink.Core.Messages;
using IotLink.Core.Products;
using IotLink.Core.Telemetry;

namespace IotLink.Tests.Core.Conversion;

public sealed class JsonMessageTests
{
    private readonly Converting _plant = new();

    [Fact]
    public void The_domain_pages_message_is_taken_as_it_stands()
    {
        Assert.Null(_plant.Json("""
            { "hub_timestamp": 1756653767451, "device_timestamp": 1756653767452,
              "data": { "metrics": { "tempC": 26.3, "rpm": 1200 } },
              "nodes": [ { "device_id": "child-01", "role": "EndDevice", "parent": "hub-1" } ] }
            """));
        var reading = _plant.Only;
        Assert.Equal(("hub-1", "prod-a", TimeSource.Device), (reading.Device.Value, reading.Product.Value, reading.TimeSource));
        Assert.Equal(1756653767452, reading.EventTime.ToUnixTimeMilliseconds());
        Assert.Equal(1756653767451, reading.HubTimestamp?.ToUnixTimeMilliseconds());
        Assert.Equal((Converting.Now, new StreamPosition(0, 7), 0), (reading.IngestTimestamp, reading.Position, reading.Index));
        Assert.Equal(new() { ["tempC"] = 26.3, ["rpm"] = 1200.0 }, _plant.Values());
        var node = Assert.Single(_plant.Notes.Topology);
        Assert.Equal(("child-01", "hub-1", "EndDevice"), (node.Device.Value, node.Parent.Value, node.Role));
    }

    [Theory]
    [InlineData("""{"data":{"enc":"hex","fport":2,"bin":"0152"},"device_timestamp":1756653767451}""")]
    [InlineData("""{"device_timestamp":1756653767451,"data":{"bin":"0152","fport":2,"enc":"hex"}}""")]
    [InlineData("""{"unknown":[{"device_timestamp":1}],"data":{"more":{"bin":"ff"},"bin":"0152"},"device_timestamp":"2025-08-31T15:22:47.451Z"}""")]
    [InlineData("""{"data":{"bin":"\u00301\u00352"},"header":{"device_timestamp":1,"timestamp":1},"device_timestamp":"2025-09-01T00:22:47.4519+09:00"}""")]
    [InlineData("""{"data":{"enc":"base64","bin":"AVI="},"device_timestamp":1756653767451.0}""")]
    [InlineData("\uFEFF" + """{"data":{"bin":"0152"},"device_timestamp":"2025-08-31T15:22:47.451"}""")]
    public void Keys_come_in_any_order_and_spelling(string text)
    {
        Assert.Null(_plant.Json(text));
        Assert.Equal(1756653767451, _plant.Only.EventTime.ToUnixTimeMilliseconds());
        Assert.Equal(82.0, _plant.Values()["tempC"]);
        Assert.Equal(1, _plant.Only.SpecVersion);
    }

    [Fact]
    public void Numbers_booleans_and_texts_are_metrics_and_null_is_absent()
    {
        Assert.Null(_plant.Json("""{"data":{"metrics":{"pm2.5":-1e-3,"on":true,"off":false,"mode":"난방","gone":null,"huge":1e999,"a\"b":1}}}"""));
        Assert.Equal(new() { ["pm2.5"] = -0.001, ["on"] = true, ["off"] = false, ["mode"] = "난방", ["a\"b"] = 1.0 }, _plant.Values());
    }

    [Fact]
    public void Words_win_over_bytes()
    {
        Assert.Null(_plant.Json("""{"data":{"metrics":{"tempC":20,"extra":1},"bin":"01520203E8"}}"""));
        Assert.Equal(new() { ["tempC"] = 20.0, ["rpm"] = 1000.0, ["extra"] = 1.0 }, _plant.Values());
    }

    [Fact]
    public void A_childs_metrics_belong_to_the_child()
    {
        Assert.Null(_plant.Json("""
            {"nodes":[{"metrics":{"level":3},"device_timestamp":1756653760000,"device_id":"child-1"},
                      {"device_id":"leaf-1","parent":"child-1","metrics":{"level":4}}],
             "device_timestamp":1756653767451,"data":{"metrics":{"tempC":20}}}
            """));
        var readings = _plant.Batch.Readings;
        Assert.Equal(3, readings.Length);
        Assert.Equal(("child-1", "prod-b", "hub-1", 0), (readings[0].Device.Value, readings[0].Product.Value, readings[0].Hub?.Value, readings[0].Index));
        Assert.Equal(1756653760000, readings[0].EventTime.ToUnixTimeMilliseconds());
        Assert.Equal(("leaf-1", "child-1", 1), (readings[1].Device.Value, readings[1].Hub?.Value, readings[1].Index));
        Assert.Equal(1756653767451, readings[1].EventTime.ToUnixTimeMilliseconds());
        Assert.Equal(("hub-1", null, 2), (readings[2].Device.Value, readings[2].Hub?.Value, readings[2].Index));
        Assert.Equal(2, _plant.Notes.Topology.Count);
    }

    [Theory]
    [InlineData("stranger", Reason.TopicForbidden)]
    [InlineData("nobody", Reason.DeviceUnknown)]
    public void A_hub_does_not_speak_for_what_does_not_hang_under_it(string node, string code)
    {
        var text = $$$"""{"data":{"metrics":{"tempC":1}},"nodes":[{"device_id":"{{{node}}}","parent":"hub-1","metrics":{"level":3}}]}""";
        Assert.Null(_plant.Json(text));
        Assert.Equal("hub-1", _plant.Only.Device.Value);
        Assert.Equal((code, text.IndexOf("{\"level", StringComparison.Ordinal)), (_plant.Notes.LeftOut?.Code, _plant.Notes.LeftOut?.Offset));
    }

    [Fact]
    public void Topology_alone_is_a_message()
    {
        Assert.Null(_plant.Json("""{"nodes":[{"device_id":"stranger"},{"device_id":"hub-1","role":"Hub"}]}"""));
        Assert.True(_plant.Batch.Readings.IsEmpty);
        Assert.Equal(("stranger", "hub-1"), (_plant.Notes.Topology.Single().Device.Value, _plant.Notes.Topology.Single().Parent.Value));
    }

    [Theory]
    [InlineData("""{"productId":"prod-a","data":{"metrics":{"x":1}}}""", null)]
    [InlineData("""{"data":{"metrics":{"x":1}},"product_id":"prod-b"}""", Reason.ProductMismatch)]
    [InlineData("""{"productId":7,"data":{"metrics":{"x":1}}}""", Reason.JsonShape)]
    public void A_claimed_product_must_be_the_registered_one(string text, string? code)
    {
        Assert.Equal(code, _plant.Json(text)?.Code);
        Assert.Equal(code is null ? 1 : 0, _plant.Batch.Readings.Length);
    }

    [Theory]
    [InlineData("", Reason.PayloadEmpty, 0)]
    [InlineData("x", Reason.JsonMalformed, 0)]
    [InlineData("""{"data":{"metrics":{"a":1,}}}""", Reason.JsonMalformed, 26)]
    [InlineData("{\n\"data\":\n {\"metrics\":{\"a\":1 \"b\":2}}}", Reason.JsonMalformed, 29)]
    [InlineData("""{"data":{"metrics":{"a":1}}""", Reason.JsonMalformed, 27)]
    [InlineData("""{"data":{"metrics":{"a":1}}} {}""", Reason.JsonMalformed, 29)]
    [InlineData("""{"data":{"metrics":{"a":NaN}}}""", Reason.JsonMalformed, 24)]
    [InlineData("""{"data":{"metrics":{"a":"\ud800"}}}""", Reason.JsonMalformed, 24)]
    [InlineData("""[1]""", Reason.JsonShape, 0)]
    [InlineData("""{}""", Reason.JsonShape, null)]
    [InlineData("""{"data":{}}""", Reason.JsonShape, null)]
    [InlineData("""{"data":7}""", Reason.JsonShape, 8)]
    [InlineData("""{"data":{"metrics":[]}}""", Reason.JsonShape, 19)]
    [InlineData("""{"data":{"metrics":{"a":{"b":1}}}}""", Reason.JsonShape, 24)]
    [InlineData("""{"data":{"metrics":{"":1}}}""", Reason.JsonShape, 20)]
    [InlineData("""{"data":{"metrics":{"a":1}},"device_timestamp":"yesterday"}""", Reason.JsonShape, 47)]
    [InlineData("""{"data":{"metrics":{"a":1}},"device_timestamp":true}""", Reason.JsonShape, 47)]
    [InlineData("""{"data":{"bin":"0152","enc":"rot13"}}""", Reason.JsonShape, 28)]
    [InlineData("""{"data":{"bin":"0152","fport":300}}""", Reason.JsonShape, 30)]
    [InlineData("""{"data":{"bin":82}}""", Reason.JsonShape, 15)]
    [InlineData("""{"data":{"bin":"015"}}""", Reason.EncodingMalformed, null)]
    [InlineData("""{"data":{"bin":"01zz"}}""", Reason.EncodingMalformed, 18)]
    [InlineData("""{"data":{"bin":"AVI=","enc":"hex"}}""", Reason.EncodingMalformed, null)]
    [InlineData("""{"data":{"bin":""}}""", Reason.PayloadEmpty, 16)]
    [InlineData("""{"data":{"bin":"0203"}}""", Reason.SpecOutOfData, null)]
    [InlineData("""{"nodes":{}}""", Reason.JsonShape, 9)]
    [InlineData("""{"nodes":[{"role":"EndDevice"}]}""", Reason.JsonShape, 10)]
    [InlineData("""{"nodes":[{"device_id":"a/b"}]}""", Reason.JsonShape, 23)]
    [InlineData("""{"data":{"metrics":{"a":1}},"x":[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]}""", Reason.JsonMalformed, null)]
    public void What_cannot_be_taken_is_refused_whole_with_its_place(string text, string code, int? offset)
    {
        var refusal = _plant.Json(text);
        Assert.Equal(code, refusal?.Code);
        if (offset is not null) Assert.Equal(offset, refusal?.Offset);
        Assert.True(_plant.Batch.Readings.IsEmpty);
    }

    [Fact]
    public void A_nested_metric_is_named_by_its_path() =>
        Assert.Contains("data.metrics.a ", _plant.Json("""{"data":{"metrics":{"a":[1]}}}""")!.Detail, StringComparison.Ordinal);

    [Fact]
    public void Invalid_UTF8_is_refused()
    {
        byte[] bytes = [.. "{\"data\":{\"metrics\":{\""u8, 0xFF, .. "\":1}}}"u8];
        Assert.Equal(Reason.JsonMalformed, _plant.Convert(new() { Device = Converting.Id("hub-1"), Payload = bytes })?.Code);
    }

    [Fact]
    public void A_device_cannot_invent_names_without_end()
    {
        var names = string.Join(",", Enumerable.Range(0, MetricSchema.MaxMetrics + 1).Select(i => $"\"m{i}\":1"));
        Assert.Equal(Reason.JsonShape, _plant.Json("{\"data\":{\"metrics\":{" + names + "}}}")?.Code);
        Assert.Null(_plant.Json("""{"data":{"metrics":{"m0":5}}}"""));
        Assert.Equal(5.0, _plant.Values()["m0"]);
    }

    [Fact]
    public void An_impossible_clock_is_corrected_and_what_it_said_is_kept()
    {
        Assert.Null(_plant.Json("""{"device_timestamp":0,"data":{"metrics":{"tempC":1}}}"""));
        Assert.Equal(ReadingMarks.ClockCorrected, _plant.Only.Marks);
        Assert.Equal((Converting.Now, DateTimeOffset.UnixEpoch), (_plant.Only.EventTime, _plant.Only.DeviceTimestamp));
        Assert.Null(_plant.Json("""{"device_timestamp":1e300,"data":{"metrics":{"tempC":1}}}"""));
        Assert.Equal((ReadingMarks.ClockCorrected, Converting.Now), (_plant.Batch.Readings[1].Marks, _plant.Batch.Readings[1].EventTime));
    }

    [Fact]
    public void Mutated_messages_are_converted_or_refused()
    {
        var good = Encoding.UTF8.GetBytes("""
            {"hub_timestamp":1756653767451,"header":{"timestamp":"2025-08-31T15:22:47Z"},"data":{"metrics":{"tempC":26.3,"on":true,"s":"xA"},
            "bin":"0152","enc":"hex","fport":2},"nodes":[{"device_id":"child-1","role":"EndDevice","parent":"hub-1","metrics":{"a":1}}]}
            """);
        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte, Gen.Int[0, good.Length]).Array[1, 3].Sample(changes =>
        {
            var bytes = (byte[])good.Clone();
            foreach (var (at, value, _) in changes) bytes[at] = value;
            _plant.Batch.Begin(0);
            var cut = Math.Max(1, changes[0].Item3);
            var refusal = _plant.Convert(new() { Device = Converting.Id("hub-1"), Payload = bytes.AsMemory(0, cut) });
            _plant.Notes.Clear();
            return (refusal is null) != _plant.Batch.Readings.IsEmpty || refusal is null;
        }, threads: 1, iter: 10_000);
    }
}
