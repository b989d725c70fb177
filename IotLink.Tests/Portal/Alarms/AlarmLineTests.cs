using Bunit;
using IotLink.Core.Alarms;
using IotLink.Portal.Features.Alarms;
using IotLink.Tests.Portal.Controls;

namespace IotLink.Tests.Portal.Alarms;

public sealed class AlarmLineTests
{
    [Fact]
    public async Task A_row_says_severity_title_device_state_and_age()
    {
        await using var context = new ControlContext();
        var line = context.Render<AlarmLine>(p => p.Add(c => c.Row, AlarmListStateTests.Row(1, AlarmState.Acknowledged)).Add(c => c.Href, "?a=1"));

        var text = line.Find("a").TextContent;
        Assert.All(["High", "Over temperature", "prod-a-0001", "Acknowledged", "min ago"], word => Assert.Contains(word, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_row_that_did_not_change_is_not_drawn_again()
    {
        await using var context = new ControlContext();
        var row = AlarmListStateTests.Row(1);
        var line = context.Render<AlarmLine>(p => p.Add(c => c.Row, row).Add(c => c.Href, "?a=1"));
        var drawn = line.RenderCount;
        line.Render(p => p.Add(c => c.Row, AlarmListStateTests.Row(1)).Add(c => c.Href, "?a=1"));
        Assert.Equal(drawn, line.RenderCount);

        line.Render(p => p.Add(c => c.Row, row).Add(c => c.Href, "?a=1").Add(c => c.IsSelected, true));

        Assert.True(line.RenderCount > drawn);
        Assert.Equal("true", line.Find("a").GetAttribute("aria-current"));
    }

    [Theory]
    [InlineData(5, "10 min left to acknowledge", false)]
    [InlineData(14.5, "1 min left to acknowledge", false)]
    [InlineData(15, "1 min past the time to acknowledge", true)]
    [InlineData(20, "5 min past the time to acknowledge", true)]
    public async Task The_time_left_is_said_and_drawn(double minutes, string said, bool isOver)
    {
        await using var context = new ControlContext();
        var due = new AlarmDue(ControlContext.Now.AddMinutes(15), TimeSpan.FromMinutes(15));
        var ring = context.Render<AlarmRing>(p => p.Add(r => r.Due, due).Add(r => r.Now, ControlContext.Now.AddMinutes(minutes)));
        Assert.Equal(said, ring.Find(".il-due").GetAttribute("title"));
        Assert.Equal(isOver, ring.FindAll("svg").Count == 0);
    }
}
