using IotLink.Core.Messages;
using IotLink.Core.Products;
using IotLink.Core.Telemetry;

namespace IotLink.Tests.Core.Conversion;

public sealed class CsvMessageTests
{
    private const string Meters = """
        product: prod-a
        version: 3
        seq: []
        csv:
          delimiter: ";"
          decimal: comma
          device: unit
          time: when
          columns:
            "Temp (C)": tempC
            raw: {metric: pressure, scale: 0.1, offset: -10}
            on: {metric: running, type: boolean}
            state: {metric: state, type: text}
        """;

    [Fact]
    public void Each_row_is_a_reading_with_its_own_time_and_device()
    {
        var plant = new Converting(Meters);
        Assert.Null(plant.Csv(""""
            unit;when;raw;Temp (C);state;on;comment

            hub-1;2026-11-23T14:00:00Z;263;21,5;"idle; ""ok""";1;x
            child-1;1763900000000;;;;false;y
            """".ReplaceLineEndings("\r\n")));
        Assert.Equal(2, plant.Batch.Readings.Length);
        Assert.Equal(new() { ["tempC"] = 21.5, ["pressure"] = 16.3, ["running"] = true, ["state"] = "idle; \"ok\"" }, plant.Values());
        Assert.Equal((Converting.Now.AddHours(-1), TimeSource.Device, 3),
            (plant.Batch.Readings[0].EventTime, plant.Batch.Readings[0].TimeSource, plant.Batch.Readings[0].SpecVersion));
        var child = plant.Batch.Readings[1];
        Assert.Equal(("child-1", "prod-b", "hub-1", 1), (child.Device.Value, child.Product.Value, child.Hub?.Value, child.Index));
        Assert.Equal(new() { ["running"] = false }, plant.Values(1));
    }

    [Fact]
    public void Columns_may_be_given_by_position()
    {
        var plant = new Converting("{product: prod-a, seq: [], csv: {header: false, time: 1, columns: {2: tempC, 3: rpm}}}");
        Assert.Null(plant.Csv("2026-11-23T14:00:00Z,20.5,1000\n2026-11-23T14:00:05Z,21,1001"));
        Assert.Equal(new() { ["tempC"] = 21.0, ["rpm"] = 1001.0 }, plant.Values(1));
    }

    [Fact]
    public void Without_a_mapping_the_header_names_the_metrics()
    {
        var plant = new Converting();
        Assert.Null(plant.Csv("device_timestamp,tempC,on,mode\n1763900000000,20.5,true,eco\n"));
        Assert.Equal(new() { ["tempC"] = 20.5, ["on"] = true, ["mode"] = "eco" }, plant.Values());
        Assert.Equal(1763900000000, plant.Only.EventTime.ToUnixTimeMilliseconds());
    }

    [Theory]
    [InlineData("unit;when;Temp (C)\nhub-1;;20\nhub-1;;warm", Reason.CsvMalformed, "Line 3, column 3")]
    [InlineData("unit;when;Temp (C)\nhub-1;;20;1", Reason.CsvMalformed, "Line 2, 4 columns, expected 3")]
    [InlineData("unit;when;Temp (C)\nhub-1;soon;20", Reason.CsvMalformed, "Line 2, column 2")]
    [InlineData("unit;when;Temp (C)\na/b;;20", Reason.CsvMalformed, "Line 2, column 1")]
    [InlineData("unit;when;Temp (C)\nhub-1;;20\nstranger;;20", Reason.TopicForbidden, "Line 3")]
    [InlineData("unit;when;Temp (C)\nhub-1;;\"20\nx", Reason.CsvMalformed, "Line 2, column 3")]
    [InlineData("unit;when;on\nhub-1;;maybe", Reason.CsvMalformed, "'maybe' is no boolean")]
    [InlineData("unit;when;Temp (C)\n", Reason.CsvMalformed, "no row")]
    [InlineData("unit;when;other\nhub-1;;20", Reason.CsvMalformed, "no column of a metric")]
    public void A_bad_row_refuses_the_message_and_is_named(string text, string code, string detail)
    {
        var plant = new Converting(Meters);
        var refusal = plant.Csv(text);
        Assert.Equal(code, refusal?.Code);
        Assert.Contains(detail, refusal!.Detail, StringComparison.Ordinal);
        Assert.True(plant.Batch.Readings.IsEmpty);
    }

    [Theory]
    [InlineData("csv: {delimiter: ';;'}", "csv.delimiter")]
    [InlineData("csv: {decimal: comma}", "csv.delimiter")]
    [InlineData("csv: {header: false}", "csv.columns")]
    [InlineData("csv: {header: false, columns: {Temp: tempC}}", "csv.columns")]
    [InlineData("csv: {colums: {1: tempC}}", "key.unknown")]
    [InlineData("csv: {columns: {1: {metric: a, type: absent}}}", "value.type")]
    [InlineData("json: {enc: rot13}", "value.type")]
    public void A_faulty_mapping_is_named(string text, string code) =>
        Assert.Contains(SpecDocument.Read("product: prod-a\nseq: []\n" + text).Faults, f => f.Code == code);
}
