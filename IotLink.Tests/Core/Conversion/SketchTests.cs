using IotLink.Core.Telemetry;

namespace IotLink.Tests.Core.Conversion;

/// <summary>The sketches of the language's description, as they are printed there.</summary>
public sealed class SketchTests
{
    [Fact]
    public void A_tag_loop_in_little_endian()
    {
        var spec = Specs.Of("""
            meta: {id: milesight_em300_th, endian: le}
            seq: [{type: record, repeat: eos}]
            types:
              record:
                seq:
                  - {id: tag, type: u2be, hidden: true}
                  - type:
                      switch-on: tag
                      cases:
                        0x0175: {id: battery, type: u1, unit: "%"}
                        0x0367: {id: temperature, type: s2, scale: 0.1, unit: degC}
                        0x0468: {id: humidity, type: u1, scale: 0.5, unit: "%"}
            """);
        var decoded = spec.Decode("03672c00046817");
        Assert.Equal(new Dictionary<string, object> { ["temperature"] = 4.4, ["humidity"] = 11.5 }, decoded.Values);
    }

    [Fact]
    public void Bits_a_sentinel_and_a_switch_on_a_nibble()
    {
        var spec = Specs.Of("""
            meta: {id: dragino_lht65, endian: be}
            seq:
              - {id: Bat_status, type: b2}
              - {id: BatV, type: b14, scale: 0.001, unit: V}
              - {id: TempC_SHT, type: s2, scale: 0.01, unit: degC}
              - {type: b4}
              - {id: Hum_SHT, type: b12, scale: 0.1, unit: "%"}
              - {type: b4}
              - {id: ext, type: b4, hidden: true}
              - type:
                  switch-on: ext
                  cases:
                    1: {id: TempC_DS, type: s2, scale: 0.01, absent: [0x7fff], unit: degC}
                    5: {id: ILL_lx, type: u2, unit: lx}
                    8: {id: Exit_count, type: u4}
                    _: []
            instances:
              Ext_sensor: {value: ext, enum: {0: "No external sensor", 1: "Temperature Sensor"}}
            """);
        var expected = new Dictionary<string, object>
        {
            ["Bat_status"] = 3.0,
            ["BatV"] = 3.062,
            ["TempC_SHT"] = 28.29,
            ["Hum_SHT"] = 88.6,
            ["TempC_DS"] = 27.81,
            ["Ext_sensor"] = "Temperature Sensor",
        };
        Assert.Equal(expected, spec.Decode("cbf60b0d0376010add7fff").Values);
        Assert.Null(spec.Decode("cbf60b0d0376017fff7fff")["TempC_DS"]);
    }

    [Fact]
    public void Metric_names_made_of_the_channel()
    {
        var spec = Specs.OfSeq("""
            seq: [{type: record, repeat: eos}]
            types:
              record:
                seq:
                  - {id: ch, type: u1, hidden: true}
                  - {id: kind, type: u1, hidden: true}
                  - type:
                      switch-on: kind
                      cases:
                        0x66: {metric: "presence_{ch}", id: presence, type: u1}
                        0x67: {metric: "temperature_{ch}", id: t, type: s2, scale: 0.1, unit: degC}
                        0x74: {metric: "voltage_{ch}", id: v, type: u2, scale: 0.01, unit: V}
            """);
        Assert.Equal(new Dictionary<string, object> { ["presence_48"] = 0.0, ["voltage_1"] = 4.19 }, spec.Decode("306600017401a3").Values);
        Assert.Equal(ReadingMarks.Partial, spec.Decode("30660001ff").Marks);
    }
}
