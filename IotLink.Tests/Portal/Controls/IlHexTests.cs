using Bunit;
using IotLink.Portal.Controls;

namespace IotLink.Tests.Portal.Controls;

public sealed class IlHexTests
{
    private static readonly byte[] Frame = [0x01, 0x52, 0x02, 0x03, 0xE8, 0xFF];
    private static readonly HexField[] Fields = [new("tempC", 1, 1, "0x52", "82"), new("rpm", 3, 2, "0x03E8", "1,000")];

    [Fact]
    public async Task Pointing_at_a_byte_lights_its_field_and_all_bytes_of_it()
    {
        await using var context = new ControlContext();
        var hex = Render(context);

        await hex.FindAll(".il-byte")[4].TriggerEventAsync("onpointerenter", new Microsoft.AspNetCore.Components.Web.PointerEventArgs());

        Assert.Equal(["03", "E8"], hex.FindAll(".il-byte.il-lit").Select(b => b.TextContent));
        Assert.Contains("rpm", hex.Find("tr.il-lit").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Coming_to_a_field_lights_its_bytes()
    {
        await using var context = new ControlContext();
        var hex = Render(context);

        await hex.FindAll("tbody tr")[0].TriggerEventAsync("onfocus", new Microsoft.AspNetCore.Components.Web.FocusEventArgs());

        Assert.Equal(["52"], hex.FindAll(".il-byte.il-lit").Select(b => b.TextContent));
    }

    [Fact]
    public async Task Arrows_walk_from_byte_to_byte()
    {
        await using var context = new ControlContext();
        var hex = Render(context);

        await hex.Find(".il-bytes").KeyDownAsync(new Microsoft.AspNetCore.Components.Web.KeyboardEventArgs { Code = "ArrowRight" });
        await hex.Find(".il-bytes").KeyDownAsync(new Microsoft.AspNetCore.Components.Web.KeyboardEventArgs { Code = "ArrowRight" });

        Assert.Equal("52", hex.Find(".il-cursor").TextContent);
        Assert.Contains("tempC", hex.Find("tr.il-lit").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_no_field_reads_say_so()
    {
        await using var context = new ControlContext();
        var hex = Render(context);

        Assert.Equal(["01", "02", "FF"], hex.FindAll(".il-byte.il-field-none").Select(b => b.TextContent));
    }

    [Fact]
    public async Task Shift_and_arrows_pick_bytes()
    {
        await using var context = new ControlContext();
        ByteRange? picked = null;
        var hex = context.Render<IlHex>(p => p.Add(c => c.Bytes, Frame).Add(c => c.PickedChanged, r => picked = r));

        await PressAsync(hex, "ArrowRight");
        await PressAsync(hex, "ArrowRight");
        Assert.Equal(new ByteRange(1, 1), picked);
        await PressAsync(hex, "ArrowRight", shift: true);
        await PressAsync(hex, "ArrowRight", shift: true);
        Assert.Equal(new ByteRange(1, 3), picked);
    }

    [Fact]
    public async Task A_field_lit_from_outside_lights_its_bytes_and_pointing_here_tells_back()
    {
        await using var context = new ControlContext();
        var told = -2;
        var hex = context.Render<IlHex>(p => p.Add(c => c.Bytes, Frame).Add(c => c.Fields, Fields).Add(c => c.Lit, 1).Add(c => c.LitChanged, f => told = f));
        Assert.Equal(["03", "E8"], hex.FindAll(".il-byte.il-lit").Select(b => b.TextContent));

        await hex.FindAll(".il-byte")[1].TriggerEventAsync("onpointerenter", new Microsoft.AspNetCore.Components.Web.PointerEventArgs());
        Assert.Equal(0, told);
    }

    [Fact]
    public async Task Characters_stand_beside_their_bytes()
    {
        await using var context = new ControlContext();
        var hex = context.Render<IlHex>(p => p.Add(c => c.Bytes, "AB\u0001z"u8.ToArray()).Add(c => c.ShowText, true));
        Assert.Equal("AB\u00b7z", hex.Find(".il-ascii").TextContent);
    }

    private static Task PressAsync(IRenderedComponent<IlHex> hex, string code, bool shift = false) =>
        hex.Find(".il-bytes").KeyDownAsync(new Microsoft.AspNetCore.Components.Web.KeyboardEventArgs { Code = code, ShiftKey = shift });

    private static IRenderedComponent<IlHex> Render(ControlContext context) =>
        context.Render<IlHex>(p => p.Add(c => c.Bytes, Frame).Add(c => c.Fields, Fields));
}
