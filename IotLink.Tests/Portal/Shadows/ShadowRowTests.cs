using System.Text;
using IotLink.Core.Shadows;
using IotLink.Portal.Features.Shadows;
using IotLink.Tests.Support;

namespace IotLink.Tests.Portal.Shadows;

public sealed class ShadowRowTests
{
    private static readonly ShadowName Name = new("dev-1", null);

    [Fact]
    public void Each_value_has_both_sides_and_their_times_and_says_whether_it_waits()
    {
        var shadow = After(
            null,
            ("""{"state":{"desired":{"mode":"냉방","o":{"x":1,"y":2},"l":[1,2],"s":5},"reported":{"o":{"x":1},"only":true,"s":{"k":1}}}}""", 0),
            ("""{"state":{"reported":{"o":{"y":2}}}}""", 10));

        var rows = ShadowRow.Of(shadow).ToDictionary(r => (r.Path, r.Desired is null));

        Assert.Equal(("\"냉방\"", null, true), (rows[("mode", false)].Desired, rows[("mode", false)].Reported, rows[("mode", false)].IsWaiting));
        Assert.Equal(("2", "2", false), (rows[("o.y", false)].Desired, rows[("o.y", false)].Reported, rows[("o.y", false)].IsWaiting));
        Assert.Equal((Plant.Noon, Plant.Noon.AddSeconds(10)), (rows[("o.y", false)].DesiredAt!.Value, rows[("o.y", false)].ReportedAt!.Value));
        Assert.Equal(("[1,2]", Plant.Noon), (rows[("l", false)].Desired, rows[("l", false)].DesiredAt!.Value));
        Assert.True(rows[("s", false)].IsWaiting);
        Assert.Equal("1", rows[("s.k", true)].Reported);
        Assert.Equal(("true", false), (rows[("only", true)].Reported, rows[("only", true)].IsWaiting));
        Assert.Equal(7, rows.Count);
    }

    [Fact]
    public void A_draft_sends_what_differs_with_the_version_it_rests_on()
    {
        var shadow = After(null, ("""{"state":{"desired":{"a":1,"b":2}}}""", 0));

        var draft = ShadowDraft.Check(Name, shadow, """{"a":1,"c":[]}""", Plant.Noon);
        Assert.Equal("""{"state":{"desired":{"b":null,"c":[]}},"version":1}""", Encoding.UTF8.GetString(draft.Request!));
        Assert.Equal("""{"state":{"desired":{"a":1}},"version":0}""", Encoding.UTF8.GetString(ShadowDraft.Check(Name, null, """{"a":1}""", Plant.Noon).Request!));
        Assert.Equal(new ShadowDraft(null, null, null, null), ShadowDraft.Check(Name, shadow, ShadowDraft.TextOf(shadow), Plant.Noon));
    }

    [Fact]
    public void A_draft_that_would_be_refused_says_why_before_it_is_sent()
    {
        Assert.Equal(2, ShadowDraft.Check(Name, null, "{\n \"a\": }", Plant.Noon).Line);
        Assert.Equal(400, ShadowDraft.Check(Name, null, "[1]", Plant.Noon).Rejection!.Code);
        Assert.Equal(400, ShadowDraft.Check(Name, null, """{"a":[null]}""", Plant.Noon).Rejection!.Code);
        var large = ShadowDraft.Check(Name, null, "{\"a\":\"" + new string('x', 9000) + "\"}", Plant.Noon);
        Assert.Equal((413, true), (large.Rejection!.Code, large.Request is null));
    }

    private static Shadow After(Shadow? shadow, params (string Body, int Second)[] updates)
    {
        foreach (var (body, second) in updates)
        {
            shadow = ShadowEngine.Answer(new(Name, ShadowOperation.Update), shadow, Encoding.UTF8.GetBytes(body), Plant.Noon.AddSeconds(second)).Next;
        }

        return shadow!;
    }
}
