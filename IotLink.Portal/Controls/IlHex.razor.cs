using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace IotLink.Portal.Controls;

/// <summary>The link between a value and its bytes, both ways, by pointer and by keyboard.</summary>
public sealed partial class IlHex
{
    private const int PerRow = 16;
    private const int MaxShown = 512;
    private const int Colours = 6;

    private readonly string _id = $"hex-{Guid.NewGuid():N}";
    private byte[] _bytes = [];
    private int[] _fieldOf = [];
    private int _field = -1;
    private int _cursor = -1;
    private int _wasLit = -1;
    private int _anchor = -1;
    private bool _isArrow;

    [Parameter, EditorRequired]
    public ReadOnlyMemory<byte> Bytes { get; set; }

    [Parameter]
    public IReadOnlyList<HexField> Fields { get; set; } = [];

    /// <summary>One strip instead of a grid with a table.</summary>
    [Parameter]
    public bool Compact { get; set; }

    /// <summary>The bytes as characters too, at the end of each row.</summary>
    [Parameter]
    public bool ShowText { get; set; }

    /// <summary>false when the page shows the fields in its own way.</summary>
    [Parameter]
    public bool ShowFields { get; set; } = true;

    /// <summary>The field to light up, by its index; -1 for none. What is pointed at here comes back through <see cref="LitChanged"/>.</summary>
    [Parameter]
    public int Lit { get; set; } = -1;

    [Parameter]
    public EventCallback<int> LitChanged { get; set; }

    [Parameter]
    public ByteRange? Picked { get; set; }

    /// <summary>Bytes were picked, by dragging or with Shift and the arrow keys; without a listener none can be.</summary>
    [Parameter]
    public EventCallback<ByteRange?> PickedChanged { get; set; }

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    private int Shown => Math.Min(_bytes.Length, MaxShown);

    private string Prefixed => string.Join(' ', _bytes.Select(b => "0x" + b.ToString("X2", CultureInfo.InvariantCulture)));

    private IEnumerable<(HexField Field, int Index)> Indexed => Fields.Select((f, i) => (f, i));

    /// <summary>Where fields overlap, the narrowest wins: a header field must not hide what lies in it.</summary>
    protected override void OnParametersSet()
    {
        if (!Bytes.Span.SequenceEqual(_bytes)) (_bytes, _cursor, _field) = (Bytes.ToArray(), -1, -1);
        _fieldOf = new int[_bytes.Length];
        Array.Fill(_fieldOf, -1);
        foreach (var (field, index) in Indexed.OrderByDescending(f => f.Field.Length))
        {
            for (var i = Math.Max(0, field.Offset); i < Math.Min(_bytes.Length, field.Offset + field.Length); i++) _fieldOf[i] = index;
        }

        if (Lit != _wasLit) (_field, _wasLit) = (Lit, Lit);
        if (_field >= Fields.Count) _field = -1;
    }

    private int FieldAt(int index) => _fieldOf[index];

    private bool IsLit(int index) => _field >= 0 && Fields[_field].Covers(index);

    /// <summary>Values have colours of their own; tags and lengths are plain, bytes that nothing reads are hatched.</summary>
    private string ColourOf(int field) =>
        field < 0 ? "il-field-none" : Fields[field].IsAside ? "il-field-aside" : $"il-field-{Fields.Take(field).Count(f => !f.IsAside) % Colours}";

    private Task PointAsync(int index)
    {
        _cursor = index;
        return LightAsync(index < 0 ? -1 : _fieldOf[index]);
    }

    private Task PointFieldAsync(int field)
    {
        _cursor = -1;
        return LightAsync(field);
    }

    private async Task LightAsync(int field)
    {
        _field = field;
        if (field == _wasLit) return;
        _wasLit = field;
        await LitChanged.InvokeAsync(field);
    }

    private async Task EnterAsync(int index, PointerEventArgs e)
    {
        if (e.Buttons == 1 && _anchor >= 0) await PickedChanged.InvokeAsync(ByteRange.Between(_anchor, index));
        await PointAsync(index);
    }

    private async Task PickAsync(int index)
    {
        if (!PickedChanged.HasDelegate) return;
        _anchor = index;
        await PickedChanged.InvokeAsync(new ByteRange(index, 1));
    }

    private async Task MoveCursorAsync(KeyboardEventArgs e)
    {
        var step = e.Code switch { "ArrowRight" => 1, "ArrowLeft" => -1, "ArrowDown" => PerRow, "ArrowUp" => -PerRow, _ => 0 };
        _isArrow = step != 0 && !e.AltKey && !e.CtrlKey;
        if (!_isArrow || Shown == 0) return;
        var at = Math.Clamp(_cursor < 0 ? 0 : _cursor + step, 0, Shown - 1);
        if (PickedChanged.HasDelegate)
        {
            if (!e.ShiftKey || _anchor < 0) _anchor = e.ShiftKey ? Math.Max(0, _cursor) : at;
            await PickedChanged.InvokeAsync(ByteRange.Between(_anchor, at));
        }

        await PointAsync(at);
    }

    private string IdOf(int index) => $"{_id}-{index}";

    private string TextOf(int row) =>
        string.Concat(_bytes[row..Math.Min(row + PerRow, Shown)].Select(b => b is >= 0x20 and < 0x7f ? (char)b : '\u00b7'));

    private static string Place(HexField field) => field.Length switch
    {
        0 => "",
        1 => field.Offset.ToString(CultureInfo.InvariantCulture),
        _ => string.Create(CultureInfo.InvariantCulture, $"{field.Offset}\u2026{field.Offset + field.Length - 1}"),
    };

    private ValueTask CopyAsync(string text) => Js.InvokeVoidAsync("navigator.clipboard.writeText", text);
}
