using IotLink.Core.Conversion;
using IotLink.Core.Messages;

namespace IotLink.Tests.Core.Conversion;

public sealed class TraceTests
{
    [Fact]
    public void Every_field_says_where_it_was_and_what_it_became()
    {
        var spec = Specs.OfSeq("""
            seq:
              - {id: tag, type: u1, hidden: true}
              - {type: b3}
              - {id: BatV, type: b13, scale: 0.001, unit: V}
              - {id: mode, type: u1, enum: {0: Move}}
            instances: {half: {value: BatV / 2, unit: V}}
            """);
        var trace = spec.Trace(Convert.FromHexString("05" + "0c2e" + "00" + "ffff"), 0);
        Assert.Equal(
            [
                new TraceField("tag", 0, 0, 8, "5", "5", null, null),
                new TraceField(null, 1, 0, 3, "0", "0", null, null),
                new TraceField("BatV", 1, 3, 13, "3118", "3.118", "V", "BatV"),
                new TraceField("mode", 3, 0, 8, "0", "Move", null, "mode"),
                new TraceField("half", 4, 0, 0, null, "1.559", "V", "half"),
            ],
            trace.Fields.Select(f => f with { Line = 0 }));
        Assert.Equal([3, 4, 5, 6, 7], trace.Fields.Select(f => f.Line));
        Assert.Equal(2, trace.Unread);
    }

    [Fact]
    public void A_refused_payload_shows_how_far_it_came()
    {
        var trace = Specs.Catalogue("prod-a.spec.yaml").Trace(Convert.FromHexString("014e0203"), 0);
        Assert.Equal(["tag", "tempC", "tag"], trace.Fields.Select(f => f.Name));
        Assert.Equal(Reason.SpecOutOfData, trace.Refusal?.Code);
        Assert.Equal(3, trace.Refusal?.Offset);
    }

    [Fact]
    public void Flags_are_shown_bit_by_bit()
    {
        var trace = Specs.OfSeq("seq: [{id: status, type: u2, flags: [low, ~, open]}]").Trace(Convert.FromHexString("0004"), 0);
        Assert.Contains(new TraceField("open", 1, 5, 1, "1", "true", null, "open") { Line = 2 }, trace.Fields);
        Assert.Contains(new TraceField("low", 1, 7, 1, "0", "false", null, "low") { Line = 2 }, trace.Fields);
    }
}
