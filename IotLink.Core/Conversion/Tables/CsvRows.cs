using System.Text;
using IotLink.Core.Messages;

namespace IotLink.Core.Conversion.Tables;

/// <summary>Splits CSV text into rows of cells: quotes, doubled quotes and line ends inside quotes as in RFC 4180; LF or CR LF.</summary>
internal ref struct CsvRows(ReadOnlySpan<char> text, char delimiter)
{
    private readonly ReadOnlySpan<char> _text = text;
    private int _at;
    private int _line = 1;

    /// <summary>Cells of the current row; reused.</summary>
    public List<string> Cells { get; } = [];

    /// <summary>Line the current row begins on, 1 for the first.</summary>
    public int Line { get; private set; }

    /// <returns>false at the end of the text or when <paramref name="refusal"/> is set. Blank lines are passed over.</returns>
    public bool Next(out Refusal? refusal)
    {
        refusal = null;
        do
        {
            if (_at >= _text.Length) return false;
            Cells.Clear();
            Line = _line;
            while (Cell(ref refusal))
            {
            }

            if (refusal is not null) return false;
        }
        while (Cells is [""]);
        return true;
    }

    /// <returns>Whether another cell follows in this row.</returns>
    private bool Cell(ref Refusal? refusal)
    {
        if (_at < _text.Length && _text[_at] == '"') return Quoted(ref refusal);
        var rest = _text[_at..];
        var length = rest.IndexOfAny(delimiter, '\n');
        var cell = length < 0 ? rest : rest[..length];
        var isLast = length < 0 || rest[length] == '\n';
        if (isLast && cell.EndsWith('\r')) cell = cell[..^1];
        Cells.Add(cell.Trim().ToString());
        return EndCell(_at + (length < 0 ? rest.Length : length));
    }

    private bool Quoted(ref Refusal? refusal)
    {
        var cell = new StringBuilder();
        for (_at++; _at < _text.Length; _at++)
        {
            var c = _text[_at];
            if (c == '\n') _line++;
            if (c != '"') cell.Append(c);
            else if (_at + 1 < _text.Length && _text[_at + 1] == '"') cell.Append(_text[_at++]);
            else break;
        }

        Cells.Add(cell.ToString());
        var end = _at + 1;
        if (end < _text.Length && _text[end] == '\r') end++;
        if (_at >= _text.Length || (end < _text.Length && _text[end] != delimiter && _text[end] != '\n'))
        {
            refusal = new(Reason.CsvMalformed, $"Line {Line}, column {Cells.Count}: a quoted cell does not end where it should.");
            return false;
        }

        return EndCell(end);
    }

    private bool EndCell(int end)
    {
        _at = end + 1;
        if (end < _text.Length && _text[end] == delimiter) return true;
        _line++;
        return false;
    }
}
