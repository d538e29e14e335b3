-- What a writer does in Neovim, key by key; test_neovim.py starts it and looks at what it notes.
local noted = {}

local function wait_for(what, there)
  if not vim.wait(90000, there, 20) then
    noted.missing = what
    vim.fn.writefile({ vim.json.encode(noted) }, vim.env.PSLINT_NOTES)
    vim.cmd('cquit')
  end
end

local function find(code)
  for _, diagnostic in ipairs(vim.diagnostic.get(0)) do
    if diagnostic.code == code then
      return diagnostic
    end
  end
end

local function words_of(found)
  return table.concat(vim.api.nvim_buf_get_text(0, found.lnum, found.col, found.end_lnum, found.end_col, {}), ' ')
end

local function type_keys(keys)
  vim.api.nvim_feedkeys(vim.api.nvim_replace_termcodes(keys, true, false, true), 'ntx', false)
end

wait_for('diagnostics', function() return find('PS203') ~= nil end)
noted.server = vim.lsp.buf_get_clients(0)[next(vim.lsp.buf_get_clients(0))].rpc.pid
local vague = find('PS203')
noted.words = words_of(vague)
noted.severity = vague.severity

-- The mending words, typed in the place of the vague ones.
vim.fn.search('personal issues')
type_keys('c2w' .. vim.env.PSLINT_MENDED .. '<Esc>')
wait_for('the finding to go', function() return find('PS203') == nil end)

-- The first action for another finding, which leaves it.
local other = find(vim.env.PSLINT_OTHER)
noted.other = other and words_of(other)
vim.ui.select = function(items, _, choose)
  for _, item in ipairs(items) do
    if item[2].title:find('^Leave ' .. vim.env.PSLINT_OTHER) then
      noted.action = item[2].title
      choose(item)
    end
  end
end
vim.api.nvim_win_set_cursor(0, { other.lnum + 1, other.col })
vim.lsp.buf.code_action()
wait_for('the other finding to go', function() return noted.action ~= nil and find(vim.env.PSLINT_OTHER) == nil end)

vim.fn.writefile({ vim.json.encode(noted) }, vim.env.PSLINT_NOTES)
vim.cmd('wqall')
