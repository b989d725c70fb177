using System.Text;
using IotLink.Core.Messages;
using IotLink.Core.Products;
using IotLink.Core.Telemetry;

namespace IotLink.Tests.Core.Conversion;

/// <summary>JSON of a maker's own shape, text frames as CSV, and payloads with several readings, through the converter.</summary>
public sealed class JsonPathTests
{
    private const string Station = """
        product: prod-a
        version: 4
        json:
          time: {path: $.meta.at, unit: s}
          metrics:
            tempC: "$.sensors[?(@.type=='temp')].value"
            humidity: {path: "$.sensors[?(@.type == 'hum')]['value']", scale: 0.1, round: 1, absent: [-1]}
            "pm2.5": $.air['pm2.5'][0]
            last: $.list[-1]
            "ch_{_index}": $.list[*]
            door: {path: $.door, enum: {0: closed, 1: open}}
            alarm: {path: $.alarm, type: boolean}
            firmware: {path: $.fw, type: text}
        """;

    [Fact]
    public void Each_metric_stands_where_its_path_says()
    {
        var plant = new Converting(Station);
        Assert.Null(plant.Json("""
            {"meta":{"at":1763900000},"sensors":[{"type":"hum","value":515},{"type":"temp","value":"21.5"},{"type":"temp","value":99}],
             "air":{"pm2.5":[12]},"list":[1,null,3],"door":1,"alarm":true,"fw":7}
            """));
        Assert.Equal(
            new() { ["tempC"] = 21.5, ["humidity"] = 51.5, ["pm2.5"] = 12.0, ["last"] = 3.0, ["ch_0"] = 1.0, ["ch_2"] = 3.0, ["door"] = "open", ["alarm"] = true, ["firmware"] = "7" },
            plant.Values());
        Assert.Equal((1763900000000, TimeSource.Device, 4), (plant.Only.EventTime.ToUnixTimeMilliseconds(), plant.Only.TimeSource, plant.Only.SpecVersion));
    }

    [Fact]
    public void Each_element_of_a_list_is_a_reading_of_its_device()
    {
        var plant = new Converting("""
            product: prod-a
            json:
              each: $.rows[*]
              device: "@.id"
              time: {path: "@.t", format: yyyyMMddHHmmss, utc-offset: "+09:00"}
              metrics: {level: "@.v", site: {path: $.site, type: text}}
            """);
        Assert.Null(plant.Json("""{"site":"A","rows":[{"id":"child-1","t":"20261123230000","v":1},{"t":"20261123230100","v":2},{"x":1}]}"""));
        Assert.Equal(["child-1", "hub-1", "hub-1"], plant.Batch.Readings.ToArray().Select(r => r.Device.Value));
        Assert.Equal(new() { ["level"] = 2.0, ["site"] = "A" }, plant.Values(1));
        Assert.Equal(Converting.Now.AddHours(-1), plant.Batch.Readings[0].EventTime);
    }

    [Theory]
    [InlineData("{\"sensors\":[{\"type\":\"temp\",\"value\":\"warm\"}]}", Reason.JsonShape)]
    [InlineData("{\"sensors\":{}}", Reason.JsonShape)]
    [InlineData("[1", Reason.JsonMalformed)]
    [InlineData("{\"meta\":{\"at\":\"soon\"},\"list\":[1]}", Reason.JsonShape)]
    [InlineData("{\"alarm\":\"maybe\"}", Reason.JsonShape)]
    public void What_does_not_fit_is_refused_whole(string text, string code)
    {
        var plant = new Converting(Station);
        Assert.Equal(code, plant.Json(text)?.Code);
        Assert.True(plant.Batch.Readings.IsEmpty);
    }

    [Theory]
    [InlineData("a.b", 22)]
    [InlineData("$.a[", 26)]
    [InlineData("$.a..b", 26)]
    [InlineData("$.a[?(@.x == )]", 35)]
    [InlineData("$['a]", 24)]
    public void A_path_that_cannot_be_read_is_named_with_its_place(string path, int column)
    {
        var fault = Assert.Single(SpecDocument.Read($"product: a\njson: {{metrics: {{t: \"{path}\"}}}}").Faults);
        Assert.Equal(("json.path", 2, column), (fault.Code, fault.Line, fault.Column));
    }

    [Fact]
    public void A_text_frame_is_read_like_a_row_of_csv()
    {
        var plant = new Converting("""
            product: prod-a
            framing: {start: "*", end: "#"}
            identify: {field: {separator: ",", column: 1}}
            csv:
              header: false
              device: 2
              time: {column: 4, format: HHmmss ddMMyy, utc-offset: "-01:00"}
              columns: {5: tempC, 6: {metric: state, enum: {0: idle, 1: busy}}, 7: {metric: level, scale: 0.1, absent: [999]}}
            """);
        Assert.Null(plant.Convert(Tcp("*HQ,hub-1,V1,130000 231126,21.5,1,999#")));
        Assert.Equal(new() { ["tempC"] = 21.5, ["state"] = "busy" }, plant.Values());
        Assert.Equal(Converting.Now.AddHours(-1), plant.Only.EventTime);
        Assert.Equal(Reason.CsvMalformed, plant.Convert(Tcp("*HQ,hub-1,V1,,warm,1,2#"))?.Code);
    }

    [Fact]
    public void Samples_become_readings_the_oldest_first()
    {
        var plant = new Converting("""
            meta: {id: prod-a, endian: be}
            seq:
              - {id: at, type: datetime(unix), hidden: true, event-time: true}
              - {id: battery, type: u1}
              - {metric: level, type: u1, repeat: eos, samples: {step: -60}}
            """);
        Assert.Null(plant.Convert(Bytes("6922fb20 64 01 02 03")));
        var at = DateTimeOffset.FromUnixTimeSeconds(0x6922fb20);
        Assert.Equal([at.AddMinutes(-2), at.AddMinutes(-1), at, at], plant.Batch.Readings.ToArray().Select(r => r.EventTime));
        Assert.Equal((3.0, 2.0, 1.0, 100.0), (plant.Values()["level"], plant.Values(1)["level"], plant.Values(2)["level"], plant.Values(3)["battery"]));
        Assert.Equal([0, 1, 2, 3], plant.Batch.Readings.ToArray().Select(r => r.Index));
    }

    [Fact]
    public void A_time_in_the_frame_is_the_readings_time()
    {
        var plant = new Converting("{meta: {id: prod-a, endian: be}, seq: [{id: at, type: datetime(bcd), event-time: true, hidden: true, utc-offset: \"+09:00\"}, {id: a, type: u1}]}");
        Assert.Null(plant.Convert(Bytes("261123 230000 05")));
        Assert.Equal((Converting.Now.AddHours(-1), TimeSource.Device), (plant.Only.EventTime, plant.Only.TimeSource));
    }

    private static Message Tcp(string text) => new() { Device = Converting.Id("hub-1"), Channel = Channel.Tcp, Format = PayloadFormat.Binary, Payload = Encoding.ASCII.GetBytes(text) };

    private static Message Bytes(string hex) => new()
    {
        Device = Converting.Id("hub-1"),
        Format = PayloadFormat.Binary,
        Payload = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)),
    };
}
